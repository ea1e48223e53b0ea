#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "cli/desk.h"
#include "reports/open_store.h"
#include "store/digests.h"
#include "tests/cli/run_rasd.h"
#include "tests/support/temp_folder.h"

// The built program from outside: every command is reached, and each failure has its exit code.
namespace rasd {
namespace {

TEST(Commands, EveryOneIsReachedAndHasItsExitCode) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(write_file(folder / "in/a.jsonl",
                         "{\"source\":\"s\",\"url\":\"http://a.example/1\",\"published\":"
                         "\"2026-11-23T08:00:00Z\",\"title\":\"حادث سير\",\"content\":\"وقع حادث "
                         "سير صباح اليوم على الطريق الدائري ولم تقع إصابات.\"}\n"));
  ASSERT_TRUE(write_file(folder / "bad.jsonl", "{broken\n"));
  ASSERT_TRUE(write_file(folder / "bad.toml", "[desk]\nprot = 1\n"));
  ASSERT_TRUE(write_file(folder / "own.toml", "[sources]\nfiles = [\"own-sources.toml\"]\n"));
  ASSERT_TRUE(write_file(folder / "own-sources.toml",
                         "[[source]]\nid = \"own\"\nurl = \"http://127.0.0.1:1/feed\"\n"
                         "site = \"http://127.0.0.1:1/\"\nofficial = true\nlocal = true\n"));
  ASSERT_TRUE(write_file(folder / "file", "x"));
  ASSERT_TRUE(
      write_file(folder / "notes.csv", "id,received,text\n1,2026-11-24,نص\n2,tomorrow,نص\n"));
  const struct {
    const char* arguments;
    int code;
    const char* says;  // a part of the output
  } cases[] = {
      {"--version", 0, "0."},
      {"--help", 0, "rasd demo"},
      {"", 2, ""},
      {"nonsense", 2, ""},
      {"digest", 4, "there is no store"},
      {"init", 0, "wrote config/rasd.toml"},
      {"init", 2, "exists already"},
      {"init --force", 0, "wrote config/rasd.toml"},
      {"source list", 0, "roya-ar"},
      {"observe", 2, "--file"},
      {"observe 'إنارة معطلة' --place عمّان --attach in/a.jsonl", 0, "handed in as"},
      {"observe 'x' --time soon", 2, "--time"},
      {"observe 'x' --attach nowhere", 1, "nowhere"},
      {"observe --file notes.csv", 3, "line 3: not a time"},
      {"observe --file bad.toml", 2, "the first line must name the columns"},
      {"doctor --config bad.toml", 4, "did you mean 'port'"},
      {"doctor --config bad.toml --json", 4, "\"well\":false"},
      {"run --config nowhere.toml", 4, "rasd init"},
      {"--data file replay in", 4, "cannot make folder"},
      {"replay nowhere", 1, "no *.jsonl"},
      {"replay in", 0, "1 new, 0 known before"},
      {"replay in", 0, "0 new, 1 known before"},
      {"replay bad.jsonl", 3, "1 malformed and quarantined"},
      {"ledger", 0, "The sums reconcile"},
      {"ledger --json", 0, "\"reconciles\":true"},
      {"search 'الحادث'", 0, "حادث سير"},
      {"digest --date 2026-11-23 --format json", 0, "حادث سير"},
      {"digest --date 2026-02-30", 2, "day"},
      {"digest --date 2199-01-01", 2, "rasd: --date: 2199-01-01 is still to come; today is 20"},
      {"digest --date tomorrow", 2, "is not a date; write 2026-11-21, today or yesterday"},
      {"digest --format pdf", 2, "rasd: --format: \"pdf\" is unknown; write html, text or json"},
      {"digest --lang fr", 2, "write ar or en"},
      {"report --from 2026-11-20 --to 2026-11-24 --format text --lang en", 0, "not a survey"},
      {"report --from 2026-11-24 --to 2026-11-20", 2, "2026-11-24 is after --to, 2026-11-20"},
      {"report --from 2199-11-24 --to 2199-11-25", 2, "still to come"},
      {"report pickup --from 2026-11-20 --to 2026-11-24 --format json", 0, "\"statements\":[]"},
      {"report pickup --from 2026-11-24 --to 2026-11-20", 2, "is after --to"},
      {"watch", 4, "no source is the organisation's own: write official = true and its site"},
      {"watch --config own.toml", 3, "own  http://127.0.0.1:1/  DOWN"},
      {"watch --config own.toml --json", 3, "\"up\":false"},
      {"watch --config own.toml --json", 3, "\"rounds\":3,\"up\":0"},
      {"tag next", 0, "suggested"},
      {"tag next --user nobody", 2, "there is no user 'nobody'; `rasd user list`"},
      {"tag next --json", 0, "\"suggested\":{\"incident\":["},
      {"tag sample --from 2026-11-24 --to 2026-11-23", 2, "is after --to"},
      {"tag sample --from 2026-11-23 --to 2026-11-23 --json", 0, "\"drawn\":1,\"strata\":[{"},
      {"--data other replay in", 0, "1 new, 0 known before"},
      {"--data other tag sample --from 2026-11-23 --to 2026-11-23", 0, "drew 1 items"},
      {"--data other tag next --json", 0,
       "\"queue\":\"audit\",\"design\":\"2026-11-23_2026-11-23\"}"},
      {"--data other tag next", 0, "the suggestion stays hidden"},
      {"tag export", 0, "exported 0 tags"},
      {"tag export no/folder", 2, "cannot write no/folder"},
      {"tag import", 0, "0 tags added"},
      {"tag import --dry-run", 0, "0 tags would be added"},
      {"tag import nowhere", 2, "cannot read nowhere"},
      {"tag agreement", 0, "0 items audited by two people or more"},
      {"tag agreement --json", 0, "\"question\":\"stance\",\"items\":0"},
      {"export --from 2026-11-23 --to 2026-11-23", 0, "exported 1 items"},
      {"export --from 2026-11-23 --format jsonl", 0, "\"title\":\"حادث سير\""},
      {"export --from 2026-11-23 --source s", 0, "exported 1 items"},
      {"export --source nowhere", 2, "there is no source 'nowhere'; `rasd source list`"},
      {"export --format xml", 2, "write csv or jsonl"},
      {"export --from 2026-11-23 no/folder", 2, "cannot write no/folder"},
      {"db check", 0, "sound"},
      {"db check --json", 0, "{\"sound\":true,\"troubles\":[]}"},
      {"db check --rebuild-search", 0, "sound"},
      {"db backup copy.db", 0, "copy.db"},
      {"db restore nowhere", 1, "there is no backup at nowhere; name"},
      {"db migrate", 0, "nothing to do"},
      {"db migrate --dry-run", 0, "nothing to do"},
      {"db migrate --json", 0, "\"migrated\":false"},
      {"user list", 0, ""},
      {"user add ali --role king", 2, "\"king\" is unknown; write officer"},
      {"user add ali", 2, "12 characters"},
      {"inspect url 'nothing.txt'", 3, "error"},
      {"inspect nonsense x", 2, "there is no stage 'nonsense'; there are"},
      {"inspect page", 2, "nothing to inspect; name files"},
      {"inspect page --batch nowhere", 2, "cannot open the list nowhere"},
      {"eval labels", 2, "--data"},
      {"eval extraction", 2, "DIR"},
      {"eval extraction in", 1, "no pages with a known text"},
      {"eval labels --data nowhere", 2, "there is no folder nowhere"},
      {"train --data nowhere", 2, "there is no folder nowhere"},
      {"completion", 0, "complete -o filenames -F _rasd rasd"},
      {"search 'الحادث' > /dev/full", 75, ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.arguments);
    const Ran ran = run(c.arguments, folder.path());
    EXPECT_EQ(ran.code, c.code) << ran.output;
    EXPECT_NE(ran.output.find(c.says), std::string::npos) << ran.output;
  }
}

void make_foreign_database(const std::string& path) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE theirs(a)", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(db);
}

// What lies in a data folder, and what the commands say of it: one line of one form, no SQL.
TEST(Commands, BadDataFoldersAreNamedInOneForm) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(write_file(folder / "in/a.jsonl", ""));
  const std::string garbage(20000, '\x5b');
  for (const char* name : {"garbage", "foreign", "garbage-crawl/crawl", "foreign-crawl/crawl"})
    ASSERT_TRUE(make_folder(folder / name));
  ASSERT_TRUE(write_file(folder / "garbage/rasd.db", garbage));
  ASSERT_TRUE(write_file(folder / "garbage-crawl/crawl/crawl.db", garbage));
  make_foreign_database(folder / "foreign/rasd.db");
  make_foreign_database(folder / "foreign-crawl/crawl/crawl.db");
  const struct {
    const char* data;
    std::vector<const char*> commands;
    int code;
    const char* says;
  } cases[] = {
      {"garbage",
       {"ledger", "digest", "report", "search x", "tag next", "tag export", "export", "db check",
        "db migrate", "db backup x", "user list", "source list", "serve", "replay in", "store"},
       4,
       "garbage/rasd.db is not a store of Rasd"},
      {"foreign",
       {"ledger", "digest", "tag next", "db check", "db migrate", "replay in", "serve"},
       4,
       "foreign/rasd.db is a database, but not a store of Rasd; name another file"},
      {"garbage-crawl", {"replay in", "crawl --once"}, 4, "crawl.db is damaged, or no database"},
      {"foreign-crawl", {"replay in", "crawl --once"}, 4, "is a database of another program"},
      {"nowhere",
       {"ledger", "digest", "report", "search x", "tag next", "tag export", "export", "db check",
        "db migrate", "db backup x", "user list"},
       4,
       "there is no store at nowhere/rasd.db yet; start `rasd run`"},
  };
  for (const auto& c : cases) {
    for (const char* command : c.commands) {
      SCOPED_TRACE(std::string(c.data) + ": " + command);
      const Ran ran = run(std::string("--data ") + c.data + " " + command, folder.path());
      EXPECT_EQ(ran.code, c.code) << ran.output;
      EXPECT_EQ(ran.output.rfind("rasd: ", 0), 0u) << ran.output;
      EXPECT_NE(ran.output.find(c.says), std::string::npos) << ran.output;
      EXPECT_EQ(std::count(ran.output.begin(), ran.output.end(), '\n'), 1) << ran.output;
      EXPECT_EQ(ran.output.find("PRAGMA"), std::string::npos) << ran.output;
      EXPECT_EQ(ran.output.find("another Rasd"), std::string::npos) << ran.output;
    }
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "nowhere"));
  EXPECT_NE(run("--data foreign-crawl doctor", folder.path()).output.find("another program"),
            std::string::npos);
}

// As a user who may not write there; skipped where this test cannot become one.
TEST(Commands, AFolderWithoutPermissionIsNamed) {
  const TempFolder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
  for (const char* name : {"open", "closed"}) ASSERT_TRUE(make_folder(folder / name));
  ASSERT_TRUE(write_file(folder / "open/a.jsonl", ""));
  std::filesystem::permissions(folder / "closed", std::filesystem::perms::owner_all);
  const std::string as_nobody = "cd '" + folder.path() +
                                "' && setpriv --reuid=65534 --regid=65534 --clear-groups " +
                                kProgram;
  if (::geteuid() != 0 || run_shell(as_nobody + "--version >/dev/null 2>&1").code != 0)
    GTEST_SKIP() << "needs root, setpriv, and a program that others may start";
  const struct {
    const char* arguments;
    int code;
    const char* says;
  } cases[] = {
      {"--data closed ledger", 4, "rasd: no permission to open closed/rasd.db; give the user"},
      {"--data closed tag next", 4, "rasd: no permission to open closed/rasd.db; give the user"},
      {"--data closed replay open", 4, "closed"},
      {"--data closed serve", 4, "rasd: no permission to open closed/rasd.db; give the user"},
      {"--data closed/inside replay open", 4, "rasd: cannot make folder closed/inside"},
      {"--data closed doctor", 4, "data folder closed: no permission to write there"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.arguments);
    const Ran ran = run_shell(as_nobody + c.arguments + " 2>&1 </dev/null");
    EXPECT_EQ(ran.code, c.code) << ran.output;
    EXPECT_NE(ran.output.find(c.says), std::string::npos) << ran.output;
  }
}

TEST(Commands, ADigestSignedByAnEarlyVersionIsPrinted) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "data"));
  const SystemClock clock;
  auto book = DigestBook::open(store_options(folder / "data/rasd.db"), clock);
  ASSERT_TRUE(book) << book.error().message;
  const auto sign = [&](const char* day, const char* frozen) {
    EXPECT_TRUE(book->approve(*parse_day(day), frozen, "salma"));
  };
  sign("2026-11-20", R"({"v":1,"html":{"ar":"<h1>موجز</h1>","en":"<h1>Digest</h1><p>Fire</p>"},)"
                     R"("facts":{"v":1,"type":"digest","coverage":{"failing":[{"id":"a"}]}}})");
  sign("2026-11-21", R"({"v":1,"html":{"ar":"<h1>موجز</h1>","en":"<h1>Digest</h1>"}})");
  sign("2026-11-22", "{}");
  const struct {
    const char* arguments;
    int code;
    const char* says;
  } cases[] = {
      {"--date 2026-11-20 --lang en --format text", 3, "Digest\nFire\n"},
      {"--date 2026-11-20 --lang en --format html", 3, "<h1>Digest</h1>"},
      {"--date 2026-11-20 --lang en --format json", 3, "\"corrections\":[]}"},
      {"--date 2026-11-21 --lang ar --format text", 0, "موجز\n"},
      {"--date 2026-11-21 --format json", 1, "nothing was kept in this format"},
      {"--date 2026-11-22 --format html", 1, "nothing was kept in this format"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.arguments);
    const Ran ran = run(std::string("digest ") + c.arguments, folder.path());
    EXPECT_EQ(ran.code, c.code) << ran.output;
    EXPECT_NE(ran.output.find(c.says), std::string::npos) << ran.output;
  }
}

TEST(Commands, ASecondWriterOfOneFolderIsRefused) {
  const TempFolder folder;
  const std::string store = kProgram + "--data data store";
  const Ran ran = run_shell("cd '" + folder.path() + "' && " + store + " 2>first & first=$!; cd '" +
                            folder.path() +
                            "'; for i in $(seq 200); do [ -e data/rasd.db ] && break; sleep 0.05; "
                            "done; timeout 20 " +
                            store +
                            " 2>&1; code=$?; kill -0 $first || echo 'the first one died'; kill "
                            "-TERM $first; wait $first; exit $code");
  EXPECT_EQ(ran.code, 4) << ran.output;
  EXPECT_EQ(ran.output,
            "rasd: store: another Rasd writes this store (data); stop it or set another data "
            "folder\n");
}

TEST(Commands, BashCompletesThem) {
  const struct {
    const char* words;  // after "rasd"; the last one is completed
    const char* offers;
  } cases[] = {
      {"led", "ledger"},
      {"tag agr", "agreement"},
      {"digest --for", "--format"},
      {"--data x db mig", "migrate"},
      {"tag import /etc/host", "/etc/hostname"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.words);
    const Ran ran = run_shell("bash -c 'source <(" + std::string(RASD_BINARY_DIR) +
                              "/rasd completion); COMP_WORDS=(rasd " + c.words +
                              "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _rasd; echo "
                              "\"${COMPREPLY[@]}\"' 2>&1");
    EXPECT_NE(ran.output.find(c.offers), std::string::npos) << ran.output;
  }
}

TEST(DeskUrl, IsWhereTheDeskIsRead) {
  const struct {
    const char* name;
    const char* address;
    const char* public_url;
    const char* url;
  } cases[] = {
      {"loopback", "127.0.0.1", "", "http://127.0.0.1:8080/"},
      {"every address", "0.0.0.0", "", "http://127.0.0.1:8080/"},
      {"one of a network", "10.0.0.5", "", "http://10.0.0.5:8080/"},
      {"version 6", "::1", "", "http://[::1]:8080/"},
      {"behind a proxy", "127.0.0.1", "https://rasd.example", "https://rasd.example/"},
      {"with its slash", "127.0.0.1", "https://rasd.example/", "https://rasd.example/"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    Config::Desk desk;
    desk.address = c.address;
    desk.public_url = c.public_url;
    EXPECT_EQ(desk_url(desk, 8080), c.url);
  }
}

}  // namespace
}  // namespace rasd
