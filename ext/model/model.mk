# model.mk: the big name lists, the entity tagger's weights, and how they are made.

# The bits are those of entity/place.h.
NAME_LISTS = 1=ext/model/lists/first_names.txt 2=ext/model/lists/surnames.txt 4=ext/model/lists/persons.txt 8=ext/model/lists/cities.txt \
	8=ext/model/lists/places.txt 16=ext/model/lists/organisations.txt 16=ext/model/lists/teams.txt 16=ext/model/lists/bodies.txt 32=ext/model/lists/groups.txt 64=ext/model/lists/words.txt

TEXT_OBJECTS = $(patsubst ext/%.c,$(BUILD)/%.o,$(wildcard ext/text/*.c)) $(patsubst ext/text/tables/%.txt,$(BUILD)/tables/text_%.o,$(wildcard ext/text/tables/*.txt))

$(BUILD)/listc: ext/tables/listc.c $(TEXT_OBJECTS)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/lists/entity_names.c: $(BUILD)/listc $(wildcard ext/model/lists/*.txt)
	@mkdir -p $(@D)
	$(BUILD)/listc entity_names 524288 $(NAME_LISTS) >$@.part && mv $@.part $@

$(BUILD)/lists/entity_classes.c: $(BUILD)/listc ext/model/lists/classes.txt
	@mkdir -p $(@D)
	$(BUILD)/listc entity_classes 131072 0=ext/model/lists/classes.txt >$@.part && mv $@.part $@

$(BUILD)/lists/%.o: $(BUILD)/lists/%.c
	$(CC) $(CFLAGS) -O1 -g0 -c -o $@ $<

# The weights stand in the library as they are.
$(BUILD)/entity_weights.o: ext/entity/weights.S ext/entity/entity.weights
	$(CC) -c -fPIC -Iext/entity -o $@ $<

LISTS = $(BUILD)/lists/entity_names.c $(BUILD)/lists/entity_classes.c
MODEL += $(LISTS:.c=.o) $(BUILD)/entity_weights.o

# ---- training ---------------------------------------------------------------
ENTITY_DATA ?= ../shared/data/entities
READING_DATA ?= ../shared/data/reading

.PHONY: model read-model
$(BUILD)/entity_trainer: ext/model/entity_trainer.c $(CORE)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -o $@ $^ $(LIBS)

# Texts from templates, a dozen of each with other names.
CORPUS = ext/model/corpus
$(BUILD)/made.txt: $(wildcard $(CORPUS)/* ext/model/lists/*.txt) ext/entity/tables/places.txt
	python3 $(CORPUS)/fill.py 12 >$@.part && mv $@.part $@

model: $(BUILD)/entity_trainer $(BUILD)/made.txt
	$(BUILD)/entity_trainer ext/entity/entity.weights.part $(ENTITY_DATA)/train.jsonl $(ENTITY_DATA)/news.jsonl $(CORPUS)/wire.txt $(BUILD)/made.txt && mv ext/entity/entity.weights.part ext/entity/entity.weights && touch ext/entity/entity.weights

$(BUILD)/read_trainer: ext/model/read_trainer.c $(CORE)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -o $@ $^ $(LIBS)
read-model: $(BUILD)/read_trainer
	$(BUILD)/read_trainer $(READING_DATA)/gold.json $(READING_DATA)/pages $(READING_DATA)/text ext/read/tables/weights.txt >$(BUILD)/weights.txt && cp $(BUILD)/weights.txt ext/read/tables/weights.txt
