import java.io.PrintStream;
import java.nio.file.*;
import java.sql.*;
import java.util.*;
import org.sqlite.SQLiteConfig;

public class Host {
  public static void main(String[] arguments) throws Exception {
    String extension = arguments[0];
    // [readme
    SQLiteConfig config = new SQLiteConfig();
    config.enableLoadExtension(true);
    Connection db = DriverManager.getConnection("jdbc:sqlite::memory:", config.toProperties());
    db.createStatement().execute("SELECT load_extension('" + extension + "')");
    // readme]
    PrintStream out = new PrintStream(System.out, false, "UTF-8");
    List<String> queries = new ArrayList<>(List.of("SELECT sqlite_version()"));
    queries.addAll(Files.readAllLines(Path.of("tests/hosts/queries.sql")));
    for (String query : queries) {
      try (ResultSet rows = db.createStatement().executeQuery(query)) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= columns; i++) cells.add(String.valueOf(rows.getString(i)).replaceAll("^null$", "NULL"));
          out.println(String.join("|", cells));
        }
      }
    }
    out.flush();
  }
}
