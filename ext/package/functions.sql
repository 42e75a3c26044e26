-- functions.sql: news_help as the man page's section.  A backslash and a leading dot or
-- apostrophe mean something to the page's formatter.
.mode list
.headers off
SELECT '.TP' || char(10) || '.B ' || name || '(' || arguments || ')' || char(10) || summary || coalesce(char(10) || '.br' || char(10) || 'Columns: ' ||
  replace(replace(replace(replace(substr(columns, 1, coalesce(nullif(instr(columns, ', news_'), 0), length(columns) + 1) - 1), ' TEXT', ''), ' INTEGER', ''), ' REAL', ''), ' NUMERIC', '') || '.', '')
  || char(10) || '.br' || char(10) || '.nf' || char(10) || replace(replace(example, '\', '\e'), '''', '\(aq') || ';' || char(10) || '.fi'
FROM news_help;
