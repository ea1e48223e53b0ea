#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "base/id.h"
#include "crawler/attachment_folder.h"
#include "crawler/imap_mailbox.h"
#include "crawler/mail_message.h"
#include "crawler/observation_folder.h"
#include "crawler/observation_inbox.h"
#include "tests/crawler/small_site.h"
#include "tests/support/scripted_imap.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

const std::string kPlain =
    "From: =?UTF-8?B?2LPZhNmF2Yk=?= <salma@citizens.example>\r\n"
    "To: inbox@media.example\r\n"
    "Date: Tue, 24 Nov 2026 08:30:00 +0300\r\n"
    "Subject: =?windows-1256?B?zcfPyyDT7dE=?=\r\n"
    "Message-ID: <one@citizens.example>\r\n";

std::string with_body(const std::string& head, const std::string& body) {
  return kPlain + head + "\r\n" + body;
}

std::string multipart(const std::string& parts) {
  return with_body("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n",
                   parts + "--b--\r\n");
}

TEST(Mail, IsReadWhateverItIsWrappedIn) {
  // "حادث على الطريق" in windows-1256, quoted-printable.
  const std::string legacy = "=CD=C7=CF=CB =DA=E1=EC =C7=E1=D8=D1=ED=DE";
  const struct {
    const char* name;
    std::string bytes;
    std::string text;
    std::vector<std::string> files;  // "name|type|bytes"
  } cases[] = {
      {"plain", with_body("", "مركبة متوقفة\r\n"), "مركبة متوقفة", {}},
      {"legacy charset, quoted-printable",
       with_body("Content-Type: text/plain; charset=windows-1256\r\n"
                 "Content-Transfer-Encoding: quoted-printable\r\n",
                 legacy),
       "حادث على الطريق",
       {}},
      {"a charset that is wrongly declared",
       with_body("Content-Type: text/plain; charset=iso-8859-1\r\n", "حادث على الطريق\r\n"),
       "حادث على الطريق",
       {}},
      {"a charset that nobody knows",
       with_body("Content-Type: text/plain; charset=x-nonsense\r\n", "نص\r\n"),
       "نص",
       {}},
      {"HTML alone",
       with_body("Content-Type: text/html; charset=utf-8\r\n",
                 "<p>سطر</p><script>x()</script><p>آخر</p>"),
       "سطر\nآخر",
       {}},
      {"plain beside HTML",
       multipart("--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nنص\r\n"
                 "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<b>نص</b>\r\n"),
       "نص",
       {}},
      {"a file in base64 with an encoded name",
       multipart("--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nانظر الصورة\r\n"
                 "--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
                 "Content-Disposition: attachment; filename=\"=?UTF-8?B?2LXZiNix2KkuanBn?=\"\r\n"
                 "\r\n/9j/4A==\r\n"),
       "انظر الصورة",
       {"صورة.jpg|image/jpeg|\xff\xd8\xff\xe0"}},
      {"a forwarded message",
       multipart("--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\nFrom: a@b.example"
                 "\r\n\r\nbody of it\r\n"),
       "inner\nbody of it",
       {}},
      {"a multipart that never ends",
       with_body("Content-Type: multipart/mixed; boundary=\"b\"\r\n",
                 "--b\r\nContent-Type: text/plain\r\n\r\ncut off"),
       "cut off",
       {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto mail = read_mail(c.bytes);
    ASSERT_TRUE(mail) << mail.error().message;
    EXPECT_EQ(mail->text, c.text);
    EXPECT_EQ(mail->subject, "حادث سير");
    EXPECT_EQ(mail->id, "one@citizens.example");
    EXPECT_EQ(mail->sender, "salma@citizens.example");
    ASSERT_TRUE(mail->date);
    EXPECT_EQ(to_rfc3339(*mail->date), "2026-11-24T05:30:00Z");
    std::vector<std::string> files;
    for (const MailAttachment& file : mail->attachments)
      files.push_back(file.name + "|" + file.content_type + "|" + file.bytes);
    EXPECT_EQ(files, c.files);
  }
}

TEST(Mail, HostileMessagesEndInATextOrAnError) {
  std::string nested = kPlain + "Content-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n";
  for (int i = 0; i < 1500; ++i)
    nested += "--b" + std::to_string(i) + "\r\nContent-Type: multipart/mixed; boundary=\"b" +
              std::to_string(i + 1) + "\"\r\n\r\n";
  std::string deeper = nested;
  for (int i = 1500; i < 50'000; ++i)
    deeper += "--b" + std::to_string(i) + "\r\nContent-Type: multipart/mixed; boundary=\"b" +
              std::to_string(i + 1) + "\"\r\n\r\n";
  std::string many = kPlain + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 5000; ++i) many += "--b\r\n\r\nx\r\n";
  std::string forwards = kPlain;
  for (int i = 0; i < 5000; ++i) forwards += "Content-Type: message/rfc822\r\n\r\n";
  const struct {
    const char* name;
    std::string bytes;
    bool reads;
  } cases[] = {
      {"empty", "", false},
      {"no message", "%PDF-1.4 and so on\n\nmore", false},
      {"binary", std::string(5000, '\0'), false},
      {"multiparts within each other", nested, true},
      {"and far more of them", deeper, false},
      {"many parts", many, true},
      {"forwarded without end", forwards, false},
      {"a header without end", kPlain + "X-Long: " + std::string(1 << 20, 'x') + "\r\n\r\nbody",
       true},
      {"broken base64",
       with_body("Content-Transfer-Encoding: base64\r\n", "!!!! not base64 \xff\xfe"), true},
      {"too large", kPlain + "\r\n" + std::string(kMostMailBytes, 'x'), false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto mail = read_mail(c.bytes);
    EXPECT_EQ(mail.has_value(), c.reads);
  }
}

TEST(Attachments, AreKeptOnceByContentAndNeverPrograms) {
  const TempFolder folder;
  const AttachmentFolder files(folder / "attachments");
  const struct {
    const char* name;
    std::string file, bytes;
    bool kept;
    std::string shown;
  } cases[] = {
      {"a picture", "صورة.jpg", "\xff\xd8\xff\xe0", true, "صورة.jpg"},
      {"the same again", "copy.jpg", "\xff\xd8\xff\xe0", true, "copy.jpg"},
      {"folders in its name", "../../etc/passwd", "x", true, "passwd"},
      {"folders of another system", "C:\\a\\b.txt", "y", true, "b.txt"},
      {"a name that turns itself round", "photo\u202Egpj.exe", "z", false, ""},
      {"a script", "a.JS", "z", false, ""},
      {"a program under another name", "a.jpg", "MZ\x90", false, ""},
      {"a shell script", "a.txt", "#!/bin/sh\n", false, ""},
      {"nothing", "a.txt", "", false, ""},
      {"too large", "a.bin", std::string(kMostAttachmentBytes + 1, 'x'), false, ""},
      {"a name that is not UTF-8", "\xff\xfe.txt", "w", true, "\uFFFD\uFFFD.txt"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto kept = files.keep(c.bytes, c.file, "image/jpeg");
    ASSERT_EQ(kept.has_value(), c.kept);
    if (!kept) {
      EXPECT_EQ(kept.error().kind, ErrorKind::kRefused);
      continue;
    }
    EXPECT_EQ(kept->name, c.shown);
    EXPECT_EQ(kept->hash, content_hash(c.bytes));
    EXPECT_EQ(files.read(kept->hash), c.bytes);
  }
  EXPECT_FALSE(files.holds("../../etc/passwd"));
  EXPECT_EQ(files.read(std::string(64, 'a')).error().kind, ErrorKind::kNotFound);
  const std::string hash = content_hash("x");
  std::ofstream(folder / ("attachments/" + hash.substr(0, 2) + "/" + hash)) << "changed";
  EXPECT_EQ(files.read(hash).error().kind, ErrorKind::kMalformed);
}

TEST(WatchedFolder, OnlyWholeFilesAreTaken) {
  const TempFolder folder;
  SystemClock clock;
  for (const char* name :
       {"a.csv", "b.JSONL", "c.eml", ".hidden.csv", "d.csv.part", "e.txt", "ready-f.csv"})
    std::ofstream(folder / name) << "x";
  fs::create_symlink("/etc/passwd", folder / "link.csv");
  fs::create_directory(folder / "folder.csv");
  EXPECT_EQ(complete_files(folder.path(), clock.now()), std::vector<std::string>{"ready-f.csv"});
  EXPECT_EQ(complete_files(folder.path(), clock.now() + kQuietTime + seconds(1)),
            (std::vector<std::string>{"a.csv", "b.JSONL", "c.eml", "ready-f.csv"}));
  EXPECT_TRUE(complete_files(folder / "nowhere", clock.now()).empty());
}

TEST(WatchedFolder, GoesInThroughTheCrawlerOnceWithReceipts) {
  const TempFolder folder;
  const std::string inbox = folder / "in";
  ASSERT_TRUE(make_folder(inbox));
  CrawlerOptions options;
  options.attachments = folder / "attachments";
  const AttachmentFolder files(options.attachments);
  const auto picture = files.keep("\xff\xd8\xff\xe0", "صورة.jpg", "image/jpeg");
  ASSERT_TRUE(picture);
  const std::string csv =
      "id,received,channel,place,text\n"
      "1,2026-11-24T08:00:00Z,hotline,إربد,مركبة متوقفة تعيق السير\n"
      "2,yesterday,hotline,إربد,نص\n"
      "3,2026-11-24T08:05:00Z,hotline,عمّان,إنارة معطلة\n";
  ASSERT_TRUE(write_file(inbox + "/ready-notes.csv", csv));
  ASSERT_TRUE(write_file(inbox + "/ready-bad.csv", "a,b\n1,2\n"));
  ASSERT_TRUE(write_file(
      inbox + "/ready-mail.eml",
      multipart("--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nانظر الصورة\r\n"
                "--b\r\nContent-Type: image/jpeg; name=a.jpg\r\n\r\n\xff\xd8\xff\xe0\xff\r\n"
                "--b\r\nContent-Type: application/octet-stream; name=a.exe\r\n\r\nMZ\r\n")));
  NewObservation note;
  note.text = "نص من المكتب";
  note.received = Instant{seconds{1'795'000'000}};
  note.attachments = {*picture};
  const auto handed = hand_in(inbox, note);
  ASSERT_TRUE(handed) << handed.error().message;
  const std::vector<Source> sources = {inbox_source(inbox)};

  Harvest harvest = crawl_once(folder / "crawl", sources, options);
  ASSERT_EQ(harvest.pages.size(), 4u);
  ASSERT_EQ(harvest.outcomes.size(), 2u);
  std::map<std::string, FetchedPage> by_text;
  for (FetchedPage& page : harvest.pages) by_text[page.hints.content] = page;
  const FetchedPage& mail = by_text.at("انظر الصورة");
  EXPECT_EQ(mail.kind, ItemKind::kObservation);
  EXPECT_EQ(mail.hints.title, "حادث سير");
  EXPECT_EQ(mail.hints.author.size(), 32u) << "a pseudonym";
  ASSERT_EQ(mail.attachments.size(), 1u);
  EXPECT_EQ(mail.attachments[0].name, "a.jpg");
  EXPECT_NE(mail.hints.summary.find("a.exe"), std::string::npos) << mail.hints.summary;
  const FetchedPage& from_desk = by_text.at("نص من المكتب");
  EXPECT_EQ(from_desk.item_id, *handed);
  EXPECT_EQ(from_desk.attachments, std::vector<Attachment>{*picture});
  for (const Outcome& broken : harvest.outcomes) {
    EXPECT_EQ(broken.state, ItemState::kQuarantined);
    EXPECT_FALSE(broken.bytes.empty());
  }
  // Everything was moved away, with what became of it.
  EXPECT_TRUE(complete_files(inbox, Instant::max()).empty());
  const auto receipt = read_file(inbox + "/done/ready-notes.csv.receipt.json");
  ASSERT_TRUE(receipt);
  EXPECT_NE(receipt->find("\"taken_in\":2,\"quarantined\":1"), std::string::npos) << *receipt;
  EXPECT_NE(receipt->find("line 3: not a time"), std::string::npos) << *receipt;
  EXPECT_EQ(read_file(inbox + "/done/ready-notes.csv"), csv);

  // The same deliveries again, by another name, add nothing; a new row does.
  ASSERT_TRUE(write_file(inbox + "/ready-again.csv", csv + "4,2026-11-24T09:00:00Z,visit,,جديد\n"));
  ASSERT_TRUE(hand_in(inbox, note));
  harvest = crawl_once(folder / "crawl", sources, options);
  ASSERT_EQ(harvest.pages.size(), 1u);
  EXPECT_EQ(harvest.pages[0].hints.content, "جديد");
  EXPECT_EQ(std::distance(fs::directory_iterator(inbox + "/done"), fs::directory_iterator()), 12);
}

struct MailboxTest : testing::Test {
  TempFolder folder;
  ScriptedImap server;
  MailboxOptions options;
  void SetUp() override {
    options.url = server.url();
    options.password_file = folder / "password";
    options.timeout = std::chrono::seconds(2);
    std::ofstream(options.password_file) << "secret\n";
    chmod(options.password_file.c_str(), 0600);
  }
  static std::string message(int n) {
    return "From: a" + std::to_string(n) + "@citizens.example\r\nMessage-ID: <" +
           std::to_string(n) + "@x>\r\nSubject: n\r\n\r\nرسالة " + std::to_string(n) +
           "\r\nr3 OK done\r\n{12}\r\n";
  }
};

TEST_F(MailboxTest, CursorFollowsUidsAndTheirValidity) {
  server.put(3, message(3));
  server.put(9, message(9));
  auto first = read_mailbox(options, "");
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_EQ(first->messages.size(), 2u);
  EXPECT_EQ(first->messages[0].bytes, message(3)) << "lines like answers are part of the message";
  EXPECT_EQ(first->cursor, "7:9");
  EXPECT_FALSE(first->more);
  auto same = read_mailbox(options, first->cursor);
  ASSERT_TRUE(same);
  EXPECT_TRUE(same->messages.empty());
  EXPECT_EQ(same->cursor, "7:9");
  server.put(12, message(12));
  options.most_messages = 1;
  EXPECT_EQ(read_mailbox(options, same->cursor)->messages[0].uid, 12u);
  server.set_validity(8);
  auto anew = read_mailbox(options, "7:12");
  ASSERT_TRUE(anew);
  ASSERT_EQ(anew->messages.size(), 1u);
  EXPECT_EQ(anew->messages[0].uid, 3u);
  EXPECT_EQ(anew->cursor, "8:3");
  EXPECT_TRUE(anew->more);
  for (const std::string& command : server.commands())
    EXPECT_TRUE(command == "CAPABILITY" || command.starts_with("LOGIN") ||
                command.starts_with("EXAMINE") || command.starts_with("UID SEARCH") ||
                command.find("RFC822.SIZE") != command.npos ||
                command.find("BODY.PEEK[]") != command.npos || command == "LOGOUT")
        << command;
}

TEST_F(MailboxTest, EveryFailureHasItsKind) {
  server.put(1, message(1));
  server.put(2, message(2));
  const struct {
    const char* name;
    ScriptedImap::Mood mood;
    std::optional<ErrorKind> kind;
  } cases[] = {
      {"wrong password", ScriptedImap::Mood::kWrongPassword, ErrorKind::kRefused},
      {"an endless line", ScriptedImap::Mood::kEndlessLine, ErrorKind::kMalformed},
      {"2 GB announced", ScriptedImap::Mood::kHugeLiteral, ErrorKind::kMalformed},
      {"silence", ScriptedImap::Mood::kSilent, ErrorKind::kTemporary},
      {"hung up in the second message", ScriptedImap::Mood::kHangsUpAfterFirst, std::nullopt},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    server.set_mood(c.mood);
    const auto reading = read_mailbox(options, "");
    if (c.kind) {
      ASSERT_FALSE(reading);
      EXPECT_EQ(reading.error().kind, *c.kind) << reading.error().message;
    } else {
      ASSERT_TRUE(reading) << reading.error().message;
      EXPECT_EQ(reading->messages.size(), 1u);
      EXPECT_EQ(reading->cursor, "7:1");
      EXPECT_TRUE(reading->more);
    }
  }
  const struct {
    const char* url;
    bool good;
  } urls[] = {
      {"imaps://user%40x@mail.example/INBOX", true},
      {"imap://user@127.0.0.1:143/INBOX", true},
      {"imap://user@mail.example/INBOX", false},
      {"imaps://user:secret@mail.example/INBOX", false},
      {"imaps://mail.example/INBOX", false},
      {"imaps://a%0d%0ab@mail.example/INBOX", false},
      {"https://mail.example/", false},
  };
  for (const auto& c : urls) {
    SCOPED_TRACE(c.url);
    EXPECT_EQ(check_mailbox_url(c.url).has_value(), c.good);
  }
  chmod(options.password_file.c_str(), 0644);
  EXPECT_EQ(read_mailbox(options, "").error().kind, ErrorKind::kConfiguration);
}

TEST_F(MailboxTest, GoesInThroughTheCrawler) {
  server.put(1, message(1));
  server.put(2, "no message at all");
  Source source = source_of("mail", server.url(), Connector::kObservations);
  source.password_file = options.password_file;
  Harvest harvest = crawl_once(folder / "crawl", {source});
  ASSERT_EQ(harvest.pages.size(), 1u);
  EXPECT_TRUE(harvest.pages[0].hints.content.starts_with("رسالة 1"));
  ASSERT_EQ(harvest.outcomes.size(), 1u);
  EXPECT_EQ(harvest.outcomes[0].bytes, "no message at all");
  server.put(3, message(3));
  harvest = crawl_once(folder / "crawl", {source});
  ASSERT_EQ(harvest.pages.size(), 1u);
  EXPECT_TRUE(harvest.pages[0].hints.content.starts_with("رسالة 3"));
  ASSERT_EQ(harvest.polls.size(), 1u);
  EXPECT_TRUE(harvest.polls[0].ok);
}

}  // namespace
}  // namespace rasd
