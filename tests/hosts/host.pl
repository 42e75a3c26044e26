use strict; use warnings;
my $extension = $ARGV[0];
# [readme
use DBI;
my $db = DBI->connect('dbi:SQLite:dbname=:memory:', '', '', { RaiseError => 1 });
$db->sqlite_enable_load_extension(1);
$db->sqlite_load_extension($extension);
# readme]
print $db->selectrow_array('SELECT sqlite_version()'), "\n";
open my $queries, '<', 'tests/hosts/queries.sql' or die $!;
while (my $query = <$queries>) {
  print join('|', map { $_ // 'NULL' } @$_), "\n" for @{ $db->selectall_arrayref($query) };
}
