/*
** link.h: after the tagger: which mentions are one entity, and what it is.
*/
#ifndef NEWS_ENTITY_LINK_H
#define NEWS_ENTITY_LINK_H

#include "entity/place.h"

/* Sets entity, name, country, government, acts_for and via of all mentions. */
void mention_link(Arena *arena, const Text *text, Mentions *mentions);
/* Sets role from the words before and behind each person. */
void mention_roles(Arena *arena, const Text *text, Mentions *mentions);

#endif
