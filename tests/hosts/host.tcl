set extension [lindex $argv 0]
# [readme
package require sqlite3
sqlite3 db :memory:
db enable_load_extension 1
db eval {SELECT load_extension($extension)}
# readme]
fconfigure stdout -encoding utf-8
db nullvalue NULL
puts [db onecolumn {SELECT sqlite_version()}]
set queries [open tests/hosts/queries.sql]
fconfigure $queries -encoding utf-8
while {[gets $queries query] >= 0} {
  db eval $query row {
    set cells {}
    foreach column $row(*) { lappend cells $row($column) }
    puts [join $cells |]
  }
}
