/* SPDX-License-Identifier: Apache-2.0 */
/* ACLED's event types and sub-event types, as its codebook has them since 2019 and the lists of the acledR package spell them. Facts only. */
#ifndef TR_KNOWLEDGE_ACLED_H
#define TR_KNOWLEDGE_ACLED_H

#include "truce.h"

/* X(name, event type, sub-event type) */
#define TR_ACLED_LIST(X)                                                                              \
    X(regain, "Battles", "Government regains territory")                                              \
    X(overtake, "Battles", "Non-state actor overtakes territory")                                     \
    X(clash, "Battles", "Armed clash")                                                                \
    X(excessive_force, "Protests", "Excessive force against protesters")                              \
    X(intervention, "Protests", "Protest with intervention")                                          \
    X(peaceful, "Protests", "Peaceful protest")                                                       \
    X(demonstration, "Riots", "Violent demonstration")                                                \
    X(mob, "Riots", "Mob violence")                                                                   \
    X(chemical, "Explosions/Remote violence", "Chemical weapon")                                      \
    X(air, "Explosions/Remote violence", "Air/drone strike")                                          \
    X(suicide, "Explosions/Remote violence", "Suicide bomb")                                          \
    X(shelling, "Explosions/Remote violence", "Shelling/artillery/missile attack")                    \
    X(explosive, "Explosions/Remote violence", "Remote explosive/landmine/IED")                       \
    X(grenade, "Explosions/Remote violence", "Grenade")                                               \
    X(sexual, "Violence against civilians", "Sexual violence")                                        \
    X(attack, "Violence against civilians", "Attack")                                                 \
    X(abduction, "Violence against civilians", "Abduction/forced disappearance")                      \
    X(agreement, "Strategic developments", "Agreement")                                               \
    X(arrests, "Strategic developments", "Arrests")                                                   \
    X(change, "Strategic developments", "Change to group/activity")                                   \
    X(disrupted, "Strategic developments", "Disrupted weapons use")                                   \
    X(base, "Strategic developments", "Headquarters or base established")                             \
    X(looting, "Strategic developments", "Looting/property destruction")                              \
    X(transfer, "Strategic developments", "Non-violent transfer of territory")                        \
    X(other, "Strategic developments", "Other")

enum tr_acled {
    TR_ACLED_none,
#define X_(name, event, sub) TR_ACLED_##name,
    TR_ACLED_LIST(X_)
#undef X_
    TR_ACLED_count
};

/* Static strings; NULL for TR_ACLED_none. (acled.c) */
const char *tr_acled_event(enum tr_acled a);
const char *tr_acled_sub(enum tr_acled a);
/* What an assault is by its mode alone; none where who was hit decides too. */
enum tr_acled tr_acled_of_mode(enum truce_mode mode);

#endif
