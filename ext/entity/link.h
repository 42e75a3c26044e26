/*
** link.h: after the tagger: which mentions are one entity, and what it is.
*/
#ifndef NEWS_ENTITY_LINK_H
#define NEWS_ENTITY_LINK_H

#include "entity/place.h"

/* Gives names of the same words one type, and finds them where the tagger passed over them. */
void mention_agree(Arena *arena, const Text *text, Mentions *mentions);
/* Sets entity, name, country, government, acts_for and via of all mentions. */
void mention_link(Arena *arena, const Text *text, Mentions *mentions);
/* Sets role from the words before and behind each person. */
void mention_roles(Arena *arena, const Text *text, Mentions *mentions);

/* What the tables know of the mention alone: sets type, name, country, government,
** acts_for and via, where they know it. */
void mention_settle(const Text *text, Mention *m);
/* The usual name of a public figure whom the text names by surname alone or in another
** spelling of both names ("Volodmyr Zelenskyy"), or NONE. */
Slice mention_usual_name(const Text *text, const Mention *fullest);
/* Do two words differ in at most two letters of a long word: Volodmyr, Zelenskiy? */
bool mention_near_word(Slice a, Slice b);

#endif
