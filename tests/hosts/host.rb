extension = ARGV[0]
# [readme
require 'sqlite3'
db = SQLite3::Database.new(':memory:')
db.enable_load_extension(true)
db.load_extension(extension)
# readme]
puts db.get_first_value('SELECT sqlite_version()')
File.foreach('tests/hosts/queries.sql', encoding: 'UTF-8') do |query|
  db.execute(query) { |row| puts row.map { |cell| cell.nil? ? 'NULL' : cell }.join('|') }
end
