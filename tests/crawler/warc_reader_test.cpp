#include "crawler/warc_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "base/digest.h"
#include "base/id.h"
#include "crawler/http_message.h"
#include "crawler/warc_digest.h"
#include "tests/crawler/warc_files.h"

namespace rasd {
namespace {

/// What a reading gave, in short: a record's last path segment, or its trouble behind a `!`.
std::string read_all(std::string_view bytes, WarcReader::Limits limits = {}) {
  auto reader = WarcReader::over(bytes, limits);
  std::string out;
  WarcRecord record;
  for (int i = 0; i < 1000; ++i) {
    const auto more = reader.next(record);
    if (!more) return out + "refused: " + more.error().message;
    if (!*more) return out;
    const std::string_view url = record.url();
    if (record.trouble.empty())
      out += std::string(url.substr(url.rfind('/') + 1)) + "|";
    else
      out += "!" + record.trouble + "|";
  }
  return out + "no end";
}

std::string with(MadeRecord r, void (*change)(MadeRecord&)) {
  change(r);
  return written(r);
}

TEST(WarcReader, ReadsWhatIsSoundAndSaysWhatIsNot) {
  const std::string a = written(page("a")), b = written(page("b")), c = written(page("c"));
  const std::string good = "a|b|c|";
  struct Case {
    const char* name;
    std::string bytes;
    std::string expected;
  };
  const Case cases[] = {
      {"plain", a + b + c, good},
      {"a member a record", gzip(a) + gzip(b) + gzip(c), good},
      {"one member for all", gzip(a + b + c), good},
      {"members of two and one", gzip(a + b) + gzip(c), good},
      {"members cut anywhere",
       gzip((a + b + c).substr(0, 77)) + gzip((a + b + c).substr(77, 300)) +
           gzip((a + b + c).substr(377)),
       good},
      {"members without content between", gzip(a) + gzip("") + gzip(b) + gzip(c), good},
      {"version 0.17", with(page("a"), [](MadeRecord& r) { r.version = "0.17"; }) + b, "a|b|"},
      {"version 0.18", with(page("a"), [](MadeRecord& r) { r.version = "0.18"; }) + b, "a|b|"},
      {"version 1.1", with(page("a"), [](MadeRecord& r) { r.version = "1.1"; }) + b, "a|b|"},
      {"a version to come", with(page("a"), [](MadeRecord& r) { r.version = "3.0"; }) + b,
       "!WARC version 3.0 is not known|b|"},
      {"no version", "WARC/\r\n\r\n" + b, "!a record without a version|b|"},
      {"LF alone",
       with(page("a"), [](MadeRecord& r) { r.line = r.separator = "\n"; }) +
           with(page("b"),
                [](MadeRecord& r) {
                  r.line = "\n";
                  r.separator = "\n\n";
                }) +
           c,
       good},
      {"no blank lines between", with(page("a"), [](MadeRecord& r) { r.separator = ""; }) + b + c,
       good},
      {"one line end between", with(page("a"), [](MadeRecord& r) { r.separator = "\r\n"; }) + b + c,
       good},
      {"five line ends between", a + "\r\n\r\n\r\n" + b + c, good},
      {"none at the end", a + b + with(page("c"), [](MadeRecord& r) { r.separator = ""; }), good},
      {"too long by a few",
       with(page("a"), [](MadeRecord& r) { r.length = std::to_string(r.block.size() + 9); }) + b +
           c,
       "!a wrong Content-Length: it does not end behind the 92 bytes it says|b|c|"},
      {"too long by more than a record",
       with(page("a"), [](MadeRecord& r) { r.length = std::to_string(r.block.size() + 400); }) + b +
           c,
       "!a wrong Content-Length: it does not end behind the 483 bytes it says|b|c|"},
      {"too long for the file", with(page("a"), [](MadeRecord& r) { r.length = "99999"; }) + b + c,
       "!a wrong Content-Length: it says 99999 bytes and has fewer|b|c|"},
      {"10 GB", with(page("a"), [](MadeRecord& r) { r.length = "10737418240"; }) + b + c,
       "!a wrong Content-Length: it says 10737418240 bytes and has fewer|b|c|"},
      {"10 GB in a member",
       gzip(with(page("a"), [](MadeRecord& r) { r.length = "10737418240"; })) + gzip(b) + gzip(c),
       "!a wrong Content-Length: it says 10737418240 bytes and has fewer|b|c|"},
      {"10 GB in the one member",
       gzip(with(page("a"), [](MadeRecord& r) { r.length = "10737418240"; }) + b + c),
       "!a wrong Content-Length: it says 10737418240 bytes and has fewer|b|c|"},
      {"more than 64 bits hold",
       with(page("a"), [](MadeRecord& r) { r.length = "99999999999999999999999"; }) + b,
       "!a Content-Length that is none: 99999999999999999999999|b|"},
      {"most that 64 bits hold",
       with(page("a"), [](MadeRecord& r) { r.length = "18446744073709551615"; }) + b,
       "!a wrong Content-Length: it says 18446744073709551615 bytes and has fewer|b|"},
      {"too short",
       with(page("a"), [](MadeRecord& r) { r.length = std::to_string(r.block.size() - 5); }) + b +
           c,
       "!a wrong Content-Length: it does not end behind the 78 bytes it says|b|c|"},
      {"zero", with(page("a"), [](MadeRecord& r) { r.length = "0"; }) + b + c,
       "!a wrong Content-Length: it does not end behind the 0 bytes it says|b|c|"},
      {"too short in a member",
       gzip(with(page("a"), [](MadeRecord& r) { r.length = "3"; })) + gzip(b) + gzip(c),
       "!a wrong Content-Length: it does not end behind the 3 bytes it says|b|c|"},
      {"too long in a member",
       gzip(with(page("a"), [](MadeRecord& r) { r.length = "300"; })) + gzip(b) + gzip(c),
       "!a wrong Content-Length: it says 300 bytes and has fewer|b|c|"},
      {"negative", with(page("a"), [](MadeRecord& r) { r.length = "-1"; }) + b,
       "!a Content-Length that is none: -1|b|"},
      {"no number", with(page("a"), [](MadeRecord& r) { r.length = "many"; }) + b,
       "!a Content-Length that is none: many|b|"},
      {"none", a.substr(0, a.find("Content-Length")) + "\r\n" + page("a").block + "\r\n\r\n" + b,
       "!no Content-Length|b|"},
      {"garbage at the start", "garbage\r\n" + a + b, "!bytes that are no record|a|b|"},
      {"garbage between", a + "\x01\x02 garbage\nmore\n" + b, "a|!bytes that are no record|b|"},
      {"garbage at the end", a + b + "the rest", "a|b|!bytes that are no record|"},
      {"garbage between members", gzip(a) + "garbage" + gzip(b),
       "a|!bytes that are no gzip member|b|"},
      {"garbage before members", "garbage" + gzip(a) + gzip(b), "a|b|"},
      {"a member of garbage", gzip(a) + gzip("garbage") + gzip(b),
       "a|!bytes that are no record|b|"},
      {"zeros at the end", gzip(a) + std::string(512, '\0'), "a|!bytes that are no gzip member|"},
      {"a header without its blank line",
       "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n" + b,
       "!a header that another record follows|b|"},
      {"a line that is no field",
       "WARC/1.0\r\nWARC-Type response\r\nContent-Length: 0\r\n\r\n\r\n\r\n" + b,
       "!a line of the header is no field: WARC-Type response|b|"},
      {"a header without end", "WARC/1.0\r\nX: " + std::string(70'000, 'x') + "\r\n" + b,
       "!a header without end|b|"},
      {"a first line without end", "WARC/1.0" + std::string(70'000, 'x') + "\r\n" + b,
       "!a header without end|b|"},
      {"a folded field",
       with(page("a"), [](MadeRecord& r) { r.fields = "X-Long: one\r\n two\r\n\tthree\r\n"; }) + b,
       "a|b|"},
      {"the file ends in a header", a + b.substr(0, 40), "a|!the file ends in its header|"},
      {"the file ends in a block", a + b.substr(0, b.size() - 9),
       "a|!a wrong Content-Length: it says 83 bytes and has fewer|"},
      {"a member is cut at the end", gzip(a) + gzip(b).substr(0, 120),
       "a|!the file ends inside a gzip member|"},
      {"a member is cut in the middle", gzip(a) + gzip(b).substr(0, 120) + gzip(c), "a|!broken|c|"},
      {"a whole member ends in a header", gzip(a) + gzip(b.substr(0, 40)),
       "a|!the file ends in its header|"},
      {"and another follows", gzip(b.substr(0, 40)) + gzip(a), "!the file ends in its header|a|"},
      {"the one member is cut", gzip(a + b + c).substr(0, gzip(a + b + c).size() - 12),
       "a|b|!the file ends inside a gzip member|"},
      {"a bad digest",
       with(page("a"),
            [](MadeRecord& r) {
              r.fields = "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n";
            }) +
           b,
       "!its digest is not that of its bytes|b|"},
      {"empty", "", "refused: the file is empty"},
      {"blank lines alone", "\r\n\r\n", ""},
      {"ARC", "filedesc://x.arc 0.0.0.0 20240101000000 text/plain 76\n",
       "refused: an ARC file, the format before WARC: turn it into WARC first (warcio recompress)"},
      {"ARC in gzip", gzip("filedesc://x.arc 0.0.0.0 20240101000000 text/plain 76\n"),
       "refused: an ARC file, the format before WARC: turn it into WARC first (warcio recompress)"},
      {"zstd", std::string("\x28\xb5\x2f\xfd\0\0\0\0", 8),
       "refused: compressed with zstd: unpack it first (zstd -d), then replay the .warc"},
      {"zstd with a dictionary", std::string("\x5d\x2a\x4d\x18\0\0\0\0", 8),
       "refused: compressed with zstd: unpack it first (zstd -d), then replay the .warc"},
      {"zip", "PK\x03\x04 and more",
       "refused: a zip file, perhaps WACZ: unpack it and replay the archive folder in it"},
  };
  for (const Case& t : cases) {
    SCOPED_TRACE(t.name);
    std::string seen = read_all(t.bytes);
    // zlib's words for damage depend on where it hits.
    const size_t broken = seen.find("!broken gzip data");
    if (broken != std::string::npos)
      seen.replace(broken, seen.find('|', broken) - broken, "!broken");
    EXPECT_EQ(seen, t.expected);
  }
}

TEST(WarcReader, SaysWhereWhatItFoundLies) {
  const std::string a = written(page("a")), b = written(page("b"));
  struct Case {
    const char* name;
    std::string bytes;
    std::vector<std::array<uint64_t, 3>> places;  // offset, inside, length
  };
  const std::string za = gzip(a), zb = gzip(b);
  const Case cases[] = {
      {"plain",
       a + "junk\n" + b,
       {{0, 0, a.size()}, {a.size(), 0, 5}, {a.size() + 5, 0, b.size()}}},
      {"members",
       za + "junk" + zb,
       {{0, 0, za.size()}, {za.size(), 0, 4}, {za.size() + 4, 0, zb.size()}}},
      {"one member", gzip(a + b), {{0, 0, 0}, {0, a.size(), 0}}},
  };
  for (const Case& t : cases) {
    SCOPED_TRACE(t.name);
    auto reader = WarcReader::over(t.bytes);
    WarcRecord record;
    std::vector<std::array<uint64_t, 3>> seen;
    std::vector<std::string> blocks;
    while (*reader.next(record)) {
      seen.push_back({record.offset, record.inside, record.length});
      blocks.push_back(record.block);
    }
    EXPECT_EQ(seen, t.places);
    // And back again, last one first.
    for (size_t i = seen.size(); i-- > 0;) {
      const auto again = reader.read_at(seen[i][0], seen[i][1]);
      ASSERT_TRUE(again) << again.error().message;
      EXPECT_EQ(again->block, blocks[i]);
    }
  }
}

TEST(WarcReader, KeepsMemoryBoundedWhateverIsClaimed) {
  WarcReader::Limits limits;
  limits.most_block = 1000;
  limits.most_kept = 100;
  MadeRecord big = page("big");
  big.block += std::string(5'000'000, 'x');
  const std::string a = written(page("a"));
  const std::string bomb = gzip(written(big));
  for (const std::string& bytes : {written(big) + a, bomb + gzip(a), gzip(written(big) + a)}) {
    auto reader = WarcReader::over(bytes, limits);
    WarcRecord record;
    ASSERT_TRUE(*reader.next(record));
    EXPECT_EQ(record.trouble, "larger than the limit of 1000 bytes");
    EXPECT_EQ(record.block_bytes, big.block.size());
    EXPECT_LE(record.block.size(), 100u);
    ASSERT_TRUE(*reader.next(record));
    EXPECT_EQ(record.url(), "http://news.example/a");
    EXPECT_FALSE(*reader.next(record));
  }
}

TEST(WarcReader, ChecksTheDigestsOfOtherTools) {
  const std::string chunked = "4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\n\r\n";
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const auto b32 = [](std::string_view bytes) { return "sha1:" + to_base32(sha1(bytes)); };
  const struct {
    const char* name;
    std::string fields;
    DigestCheck expected;
  } cases[] = {
      {"none", "", DigestCheck::kNone},
      {"payload with its chunks", "WARC-Payload-Digest: " + b32(chunked), DigestCheck::kOk},
      {"payload without", "WARC-Payload-Digest: " + b32("abcdefg"), DigestCheck::kOk},
      {"SHA-256", "WARC-Payload-Digest: " + warc_digest("abcdefg"), DigestCheck::kOk},
      {"of the block", "WARC-Block-Digest: " + b32(head + chunked), DigestCheck::kOk},
      {"hex", "WARC-Block-Digest: sha1:" + to_hex(sha1(head + chunked)), DigestCheck::kOk},
      {"payload good, block bad",
       "WARC-Payload-Digest: " + b32("abcdefg") + "\r\nWARC-Block-Digest: " + b32("x"),
       DigestCheck::kBad},
      {"another algorithm",
       "WARC-Block-Digest: md5:1B2M2Y8AsgTpgAmY7PhCfg==", DigestCheck::kUnknown},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    MadeRecord r;
    r.block = head + chunked;
    if (!c.fields.empty()) r.fields = c.fields + "\r\n";
    const std::string bytes = written(r);
    auto reader = WarcReader::over(bytes);
    WarcRecord record;
    ASSERT_TRUE(*reader.next(record));
    EXPECT_EQ(name(record.digest), name(c.expected));
  }
}

TEST(WarcReader, FindsEverySoundRecordBehindDamageAnywhere) {
  // One byte of one member changed, each byte in turn: the neighbours are whole.
  const std::string a = gzip(written(page("a"))), b = gzip(written(page("b"))),
                    c = gzip(written(page("c")));
  std::mt19937 random(7);
  for (size_t at = 0; at < b.size(); ++at) {
    SCOPED_TRACE(at);
    std::string broken = b;
    broken[at] = static_cast<char>(broken[at] ^ (1 + random() % 255));
    const std::string seen = read_all(a + broken + c);
    EXPECT_TRUE(seen.starts_with("a|")) << seen;
    EXPECT_TRUE(seen.ends_with("|c|")) << seen;
  }
}

}  // namespace
}  // namespace rasd
