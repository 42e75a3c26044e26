# quote.mk: the trainer of the quotation models (make quote-model).  It runs twice:
# cues, sources and contents first; then, with those weights built in, stretches.
QUOTE_DATA ?= ../shared/data/quotes/polnear.train.jsonl

.PHONY: quote-model
$(BUILD)/quote_trainer: ext/model/quote_trainer.c $(CORE)
	$(CC) $(CFLAGS) $(PACKAGE_CFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/quote/model.o: ext/quote/quote.model
quote-model:
	$(MAKE) $(BUILD)/quote_trainer && $(BUILD)/quote_trainer $(QUOTE_DATA) ext/quote/quote.model 3
	$(MAKE) $(BUILD)/quote_trainer && $(BUILD)/quote_trainer $(QUOTE_DATA) ext/quote/quote.model 4 stretches
