/* SPDX-License-Identifier: Apache-2.0 */
#include "faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

/* Tests of faults run in one thread. */
static struct {
    enum fault sort;
    uint32_t left;
    bool lasting, met;
} armed;

static sqlite3_vfs vfs, *real;
static sqlite3_mem_methods real_memory;

static bool hit(enum fault sort)
{
    if (armed.sort != sort || (!armed.left && !armed.lasting)) return false;
    if (armed.left && --armed.left) return false;
    armed.met = true;
    return true;
}

void faults_arm(enum fault sort, uint32_t nth, bool lasting)
{
    armed.sort = sort;
    armed.left = nth;
    armed.lasting = lasting;
    armed.met = false;
}

bool faults_disarm(void)
{
    armed.sort = FAULT_NONE;
    return armed.met;
}

/* --- files: every file is a wrapped one --- */

struct file {
    sqlite3_file base;
    sqlite3_io_methods methods;
    sqlite3_file *inner; /* behind this struct */
};

static sqlite3_file *inner(sqlite3_file *f)
{
    return ((struct file *)f)->inner;
}

static int f_close(sqlite3_file *f)
{
    return inner(f)->pMethods->xClose(inner(f));
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_READ : inner(f)->pMethods->xRead(inner(f), p, n, at);
}

/* A full disk takes a part of what is written. */
static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    if (hit(FAULT_DISK_FULL)) {
        if (n > 1) inner(f)->pMethods->xWrite(inner(f), p, n / 2, at);
        return SQLITE_FULL;
    }
    return hit(FAULT_FILE) ? SQLITE_IOERR_WRITE : inner(f)->pMethods->xWrite(inner(f), p, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_TRUNCATE : inner(f)->pMethods->xTruncate(inner(f), n);
}

static int f_sync(sqlite3_file *f, int flags)
{
    (void)flags; /* the tests end no machine: what is written stays */
    (void)f;
    return hit(FAULT_FILE) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int f_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_FSTAT : inner(f)->pMethods->xFileSize(inner(f), n);
}

static int f_lock(sqlite3_file *f, int level)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_LOCK : inner(f)->pMethods->xLock(inner(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
    return inner(f)->pMethods->xUnlock(inner(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_CHECKRESERVEDLOCK : inner(f)->pMethods->xCheckReservedLock(inner(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return inner(f)->pMethods->xFileControl(inner(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return inner(f)->pMethods->xSectorSize(inner(f));
}

static int f_device(sqlite3_file *f)
{
    return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
}

static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return hit(FAULT_FILE) ? SQLITE_IOERR_SHMMAP : inner(f)->pMethods->xShmMap(inner(f), page, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return (flags & SQLITE_SHM_LOCK) && hit(FAULT_FILE) ? SQLITE_IOERR_SHMLOCK : inner(f)->pMethods->xShmLock(inner(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    inner(f)->pMethods->xShmBarrier(inner(f));
}

static int f_shm_unmap(sqlite3_file *f, int remove)
{
    return inner(f)->pMethods->xShmUnmap(inner(f), remove);
}

static int v_open(sqlite3_vfs *v, const char *name, sqlite3_file *out, int flags, int *out_flags)
{
    (void)v;
    struct file *f = (struct file *)out;
    memset(f, 0, sizeof *f);
    if (hit(FAULT_FILE)) return SQLITE_CANTOPEN;
    f->inner = (sqlite3_file *)(f + 1);
    int rc = real->xOpen(real, name, f->inner, flags, out_flags);
    if (rc || !f->inner->pMethods) return rc;
    f->methods = (sqlite3_io_methods){ .iVersion = 2,
                                       .xClose = f_close,
                                       .xRead = f_read,
                                       .xWrite = f_write,
                                       .xTruncate = f_truncate,
                                       .xSync = f_sync,
                                       .xFileSize = f_size,
                                       .xLock = f_lock,
                                       .xUnlock = f_unlock,
                                       .xCheckReservedLock = f_reserved,
                                       .xFileControl = f_control,
                                       .xSectorSize = f_sector,
                                       .xDeviceCharacteristics = f_device,
                                       .xShmMap = f_shm_map,
                                       .xShmLock = f_shm_lock,
                                       .xShmBarrier = f_shm_barrier,
                                       .xShmUnmap = f_shm_unmap };
    f->base.pMethods = &f->methods;
    return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *v, const char *name, int sync)
{
    (void)v;
    return hit(FAULT_FILE) ? SQLITE_IOERR_DELETE : real->xDelete(real, name, sync);
}

static int v_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    (void)v;
    return hit(FAULT_FILE) ? SQLITE_IOERR_ACCESS : real->xAccess(real, name, flags, out);
}

/* --- statements --- */

static int on_statement(unsigned what, void *ctx, void *stmt, void *text)
{
    (void)what, (void)stmt, (void)text;
    if (hit(FAULT_SQL)) sqlite3_interrupt(ctx);
    return 0;
}

static int on_open(sqlite3 *db, const char **msg, const struct sqlite3_api_routines *api)
{
    (void)msg, (void)api;
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT, on_statement, db);
    return SQLITE_OK;
}

/* --- memory --- */

static void *m_malloc(int n)
{
    return hit(FAULT_MEMORY) ? NULL : real_memory.xMalloc(n);
}

static void *m_realloc(void *p, int n)
{
    return hit(FAULT_MEMORY) ? NULL : real_memory.xRealloc(p, n);
}

void faults_install(void)
{
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = m_malloc;
    memory.xRealloc = m_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &memory), SQLITE_OK);
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK); /* so that every allocation is one that can fail */
    assert_int_equal(sqlite3_initialize(), SQLITE_OK);
    real = sqlite3_vfs_find(NULL);
    vfs = *real;
    vfs.zName = "faults";
    vfs.szOsFile = (int)sizeof(struct file) + real->szOsFile;
    vfs.pNext = NULL;
    vfs.xOpen = v_open;
    vfs.xDelete = v_delete;
    vfs.xAccess = v_access;
    assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
    assert_int_equal(sqlite3_auto_extension((void (*)(void))on_open), SQLITE_OK);
}
