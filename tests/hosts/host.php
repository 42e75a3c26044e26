<?php
$name = basename($argv[1]);
// [readme
$db = new SQLite3(':memory:'); // php -d sqlite3.extension_dir=FOLDER, or in php.ini
$db->loadExtension("$name.so");
// readme]
echo $db->querySingle('SELECT sqlite_version()'), "\n";
foreach (file('tests/hosts/queries.sql') as $query) {
  $rows = $db->query($query);
  while ($row = $rows->fetchArray(SQLITE3_NUM)) echo implode('|', array_map(fn($cell) => $cell ?? 'NULL', $row)), "\n";
}
