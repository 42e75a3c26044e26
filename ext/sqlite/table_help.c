/* table_help.c: news_help, the list of everything that was registered. */
#include "sqlite/glue.h"

typedef struct Help {
  const char *name, *kind, *arguments;
  const RowTable *table; /* whose columns are told; NULL for functions */
  const char *summary, *example;
} Help;

static const Help helps[] = {
#ifndef NEWS_TEXT_ONLY
    {"news_files", "table", "files", &table_files,
     "the article files below a folder or matched by a glob; opens none of them",
     "SELECT path, size FROM news_files('articles')"},
    {"news_articles", "table", "files", &table_articles, "one row an article: its fields and its clean body",
     "SELECT title, published FROM news_articles('articles')"},
    {"news_blocks", "table", "files", &table_blocks,
     "every block of a file, kept or dropped, and the rule that decided",
     "SELECT kind, rule, text FROM news_blocks('articles') WHERE NOT kept"},
#endif
    {"news_sentences", "table", "body", &table_sentences, "the sentences of a text",
     "SELECT text FROM news_sentences('It rained. It stopped.')"},
    {"news_tokens", "table", "body", &table_tokens, "the words, numbers and marks of a text",
     "SELECT norm FROM news_tokens('It rained.')"},
    {"news_entities", "table", "body", &table_entities,
     "one row a mention of a person, organisation, place, group, event or product",
     "SELECT type, name, role FROM news_entities('French President Emmanuel Macron met Olaf Scholz.')"},
    {"news_dates", "table", "body [, anchor]", &table_dates,
     "one row a temporal expression, with the days it means",
     "SELECT text, first_day, last_day FROM news_dates('They met last week.', '2022-01-28')"},
    {"news_quotes", "table", "body", &table_quotes, "one row a quotation: who said what",
     "SELECT speaker, text FROM news_quotes('\"We are ready,\" Ann Lee said.')"},
    {"news_numbers", "table", "body", &table_numbers, "counted things and amounts",
     "SELECT value, qualifier, noun FROM news_numbers('More than 100,000 troops are there.')"},
    {"news_diff", "table", "a, b", &table_diff, "two texts word by word",
     "SELECT op, a_text, b_text FROM news_diff('no positive reaction', 'no positive answer')"},
    {"news_date_value", "scalar", "expression [, anchor]", NULL, "the TIMEX3 value of an expression",
     "SELECT news_date_value('next Friday', '2022-01-28')"},
    {"news_name_key", "scalar", "name", NULL, "equal for Latin spellings of the same name",
     "SELECT news_name_key('Sergei')"},
    {"news_name_match", "scalar", "a, b", NULL, "0.7 and above: the same person or organisation",
     "SELECT news_name_match('Volodymyr Zelenskiy', 'Volodymyr Zelenskyy')"},
    {"news_quote_match", "scalar", "a, b", NULL, "high for the same words in another translation or cut",
     "SELECT news_quote_match('no positive reaction', 'no positive answer')"},
    {"news_quote_keys", "scalar", "text, speaker", NULL,
     "up to 10 keys of 6 bytes as a BLOB; quotations that are one statement have some in common",
     "SELECT hex(news_quote_keys('The bridge will reopen.', 'Ann Lee'))"},
    {"news_text_match", "scalar", "a, b", NULL, "resemblance of two texts by their word 4-shingles",
     "SELECT news_text_match('a b c d e', 'a b c d f')"},
    {"news_minhash", "scalar", "text", NULL,
     "128 minima of its shingles as a BLOB; bytes 16i+1 to 16i+16 are band i",
     "SELECT hex(substr(news_minhash('a b c d e'), 1, 16))"},
    {"news_minhash_match", "scalar", "x, y", NULL, "the resemblance that two minhashes tell",
     "SELECT news_minhash_match(news_minhash('a b c d e'), news_minhash('a b c d e'))"},
    {"news_html", "scalar", "text", NULL, "escaped for HTML", "SELECT news_html('a < b')"},
    {"news_highlight", "scalar", "body [, anchor]", NULL, "HTML with entities, dates and quotes marked",
     "SELECT news_highlight('Ann Lee left on Friday.')"},
    {"news_best_name", "aggregate", "name", NULL,
     "the most frequent spelling, then the longest, then the bytewise smallest",
     "SELECT news_best_name(name) FROM news_entities('Ann Lee met Lee.')"},
    {"news_version", "scalar", "", NULL, "the version of the analysis", "SELECT news_version()"},
    {"news_help", "table", "", &table_help, "this list", "SELECT name, summary FROM news_help"},
};

static void open_help(RowCursor *cursor)
{
  cursor->count = sizeof helps / sizeof *helps;
}

static void help_column(RowCursor *cursor, int column, sqlite3_context *context)
{
  const Help *help = &helps[cursor->row];
  switch (column) {
  case 0: column_static(context, help->name); break;
  case 1: column_static(context, help->kind); break;
  case 2: column_static(context, help->arguments); break;
  case 3: column_static(context, help->table ? help->table->columns : NULL); break;
  case 4: column_static(context, help->summary); break;
  default: column_static(context, help->example);
  }
}

const RowTable table_help = {
    .name = "news_help",
    .columns = "name TEXT, kind TEXT, arguments TEXT, columns TEXT, summary TEXT, example TEXT",
    .column_count = 6,
    .rows = 22,
    .open = open_help,
    .column = help_column,
};
