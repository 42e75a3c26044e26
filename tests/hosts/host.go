package main

import (
	"bufio"
	"database/sql"
	"fmt"
	"os"
	"strings"

	"github.com/mattn/go-sqlite3"
)

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func main() {
	extension := os.Args[1]
	// [readme
	sql.Register("sqlite3_news", &sqlite3.SQLiteDriver{Extensions: []string{extension}})
	db, err := sql.Open("sqlite3_news", ":memory:")
	// readme]
	must(err)
	var version string
	must(db.QueryRow("SELECT sqlite_version()").Scan(&version))
	fmt.Println(version)
	file, err := os.Open("tests/hosts/queries.sql")
	must(err)
	for lines := bufio.NewScanner(file); lines.Scan(); {
		rows, err := db.Query(lines.Text())
		must(err)
		columns, err := rows.Columns()
		must(err)
		for rows.Next() {
			cells, texts := make([]sql.NullString, len(columns)), make([]string, len(columns))
			targets := make([]interface{}, len(columns))
			for i := range cells {
				targets[i] = &cells[i]
			}
			must(rows.Scan(targets...))
			for i, cell := range cells {
				texts[i] = "NULL"
				if cell.Valid {
					texts[i] = cell.String
				}
			}
			fmt.Println(strings.Join(texts, "|"))
		}
		must(rows.Err())
	}
}
