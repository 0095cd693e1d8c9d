#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Writes an assembler file that embeds the files given as NAME=PATH, as the table tr_blob_table of base/blob_int.h.
# NAME is what tr_blob_find takes. No files make an empty table, which is what build tools link.
set -euo pipefail
echo '/* made by tools/blobs.sh */'
echo '    .section .rodata'
i=0
for f in "$@"; do
    echo "    .balign 64"
    echo ".Ldata$i:"
    echo "    .incbin \"${f#*=}\""
    echo ".Lend$i:"
    echo "    .byte 0"
    echo ".Lname$i:"
    echo "    .asciz \"${f%%=*}\""
    i=$((i + 1))
done
echo '    .section .data.rel.ro,"aw"'
echo '    .balign 8'
echo '    .globl tr_blob_table'
echo 'tr_blob_table:'
for ((j = 0; j < i; j++)); do echo "    .quad .Lname$j, .Ldata$j, .Lend$j - .Ldata$j"; done
echo '    .quad 0, 0, 0'
echo '    .section .note.GNU-stack,"",@progbits'
