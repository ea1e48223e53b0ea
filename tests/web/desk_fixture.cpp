#include "tests/web/desk_fixture.h"

#include <gtest/gtest.h>

#include <array>

#include "base/id.h"
#include "base/utf8.h"
#include "reports/open_store.h"
#include "store/accounts.h"
#include "store/writer.h"
#include "web/session.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Story {
  const char* arabic;
  const char* english;
  const char* text_ar;
  const char* text_en;
  const char* incident;
  const char* topic;
  const char* tone;
  const char* stance;
};

constexpr Story kStories[] = {
    {"إصابة أربعة أشخاص بتصادم مركبتين على الطريق الصحراوي",
     "Four people injured as two cars collide on the Desert Highway",
     "أصيب أربعة أشخاص بجروح متفاوتة إثر تصادم مركبتين على الطريق الصحراوي قرب القطرانة، وأسعفتهم "
     "كوادر الدفاع المدني إلى المستشفى، وحالتهم العامة متوسطة.",
     "Four people were injured when two vehicles collided on the Desert Highway near Qatraneh. "
     "Civil defence crews took them to hospital; their condition is moderate.",
     "TRF", "traffic_transport", "neutral", "mentioned"},
    {"ضبط كمية من المواد المخدرة والقبض على ثلاثة مروّجين في الزرقاء",
     "Drugs seized and three dealers arrested in Zarqa",
     "قال الناطق الإعلامي إن العاملين في إدارة مكافحة المخدرات ألقوا القبض على ثلاثة مروّجين وضبطوا "
     "بحوزتهم كمية من الحبوب وسلاحًا ناريًا بعد متابعة استمرت أسابيع.",
     "The spokesman said that anti-narcotics officers arrested three dealers and seized pills and "
     "a "
     "firearm after weeks of surveillance.",
     "DRG", "crime_security", "neutral", "mentioned"},
    {"حريق في مستودع أخشاب شرق عمّان والدفاع المدني يسيطر عليه",
     "Fire at a timber warehouse in east Amman brought under control",
     "اندلع حريق كبير في مستودع أخشاب شرق عمّان فجرًا، وتعاملت معه عشر فرق إطفاء حتى سيطرت عليه دون "
     "إصابات، وشُكّلت لجنة للوقوف على أسبابه.",
     "A large fire broke out at a timber warehouse in east Amman before dawn. Ten crews brought it "
     "under control; nobody was hurt and a committee will look into the cause.",
     "FIR", "environment_weather", "neutral", "favourable"},
    {"شكاوى من تأخر معاملات الترخيص وازدحام المراجعين",
     "Complaints over delays and crowding at licensing offices",
     "اشتكى مواطنون من تأخر معاملات تجديد رخص القيادة ومن الازدحام في مراكز الترخيص، وطالبوا "
     "بزيادة "
     "عدد الموظفين وتوسيع الخدمة الإلكترونية.",
     "People complained of delays in renewing driving licences and of crowding at the centres, and "
     "asked for more staff and wider electronic services.",
     "SRV", "society_rights", "negative", "against"},
    {"حملة توعية بمخاطر إطلاق العيارات النارية في المناسبات",
     "Awareness campaign on the dangers of celebratory gunfire",
     "أطلقت المديرية حملة توعية بمخاطر إطلاق العيارات النارية في الأفراح والمناسبات، وتستهدف "
     "الحملة "
     "طلبة المدارس والجامعات في جميع المحافظات.",
     "The directorate launched a campaign on the dangers of celebratory gunfire that addresses "
     "pupils and students in all governorates.",
     "AWR", "society_rights", "positive", "favourable"},
    {"المنتخب يفوز وديًا استعدادًا للتصفيات", "National team wins friendly before the qualifiers",
     "فاز المنتخب الوطني في مباراة ودية أقيمت مساء أمس ضمن استعداداته للتصفيات المقبلة.",
     "The national team won a friendly last night as part of its preparations for the qualifiers.",
     "", "sports", "positive", "not_mentioned"},
};

const std::array<Source, 6>& sources() {
  static const auto made = [] {
    std::array<Source, 6> all;
    const auto set = [&](size_t i, const char* id, const char* name, const char* language,
                         ItemKind kind, Connector connector) {
      all[i].id = id;
      all[i].name = name;
      all[i].url = "https://" + std::string(id) + ".example/feed";
      all[i].language = language;
      all[i].kind = kind;
      all[i].connector = connector;
    };
    set(0, "manar", "منارة الأردن", "ar", ItemKind::kNews, Connector::kFeed);
    set(1, "sada", "صدى البلقاء", "ar", ItemKind::kNews, Connector::kSitemap);
    set(2, "amman-post", "The Amman Courier", "en", ItemKind::kNews, Connector::kFeed);
    set(3, "saha", "ساحة", "ar", ItemKind::kPost, Connector::kMastodon);
    set(4, "psd", "مديرية الأمن (بيانات)", "ar", ItemKind::kStatement, Connector::kFeed);
    set(5, "ufuq", "أفق الجنوب", "ar", ItemKind::kNews, Connector::kListPage);
    all[4].official = true;
    return all;
  }();
  return made;
}

AnnotatedArticle make_item(const Source& source, const Story& story, Instant at, int n) {
  const bool english = source.language == "en";
  AnnotatedArticle item;
  Article& article = item.article;
  article.source_id = source.id;
  article.kind = source.kind;
  article.url = "https://" + source.id + ".example/" + std::to_string(n);
  article.canonical_url = article.url;
  article.item_id = content_id({source.id, article.url});
  article.title = source.kind == ItemKind::kPost ? "" : english ? story.english : story.arabic;
  if (n % 3 != 0 && !article.title.empty()) article.title += english ? " – update " : " – تحديث ";
  if (n % 3 != 0 && !article.title.empty()) article.title += std::to_string(n);
  article.text = english ? story.text_en : story.text_ar;
  article.text += (english ? "\nReport number " : "\nخبر رقم ") + std::to_string(n);
  article.lead = std::string(clip_utf8(article.text, 160));
  article.text_from = source.kind == ItemKind::kPost ? "post" : "page";
  article.published = at;
  article.fetched = at + minutes{4};
  article.hash = content_hash(article.title + article.text);
  if (source.kind == ItemKind::kPost)
    article.author = content_id({"author", std::to_string(n % 9)});
  Annotation& said = item.annotation;
  said.reader = "fast";
  said.model_version = "test-1";
  said.language = english ? "en" : "ar";
  if (*story.incident) said.incident = {story.incident};
  said.incident_p = {{"TRF", 0.05F}, {"POL", 0.31F}};
  if (*story.incident) said.incident_p[story.incident] = 0.87F;
  said.topic = story.topic;
  said.topic_p = {{story.topic, 0.74F}, {"other", 0.12F}};
  said.tone = story.tone;
  for (size_t i = 0; i < 3; ++i) said.tone_p[i] = kTones[i] == said.tone ? 0.66F : 0.17F;
  said.stance = story.stance;
  for (size_t i = 0; i < 4; ++i) said.stance_p[i] = kStances[i] == said.stance ? 0.52F : 0.16F;
  return item;
}

AnnotatedArticle hostile_item(Instant at) {
  AnnotatedArticle item = make_item(sources()[0], kStories[0], at, 9001);
  item.article.title =
      "<script>alert(1)</script> \"quoted\" & \u202Eevil\u202C \u2066isolate\u2069 خبر";
  item.article.text =
      "</p><img src=x onerror=alert(2)>\njavascript:alert(3)\n</script><script>alert(6)</script>";
  item.article.lead = "<b>lead</b>";
  item.article.url = "javascript:alert(4)";
  item.article.byline = "\"><script>alert(5)</script>";
  item.article.item_id = hostile_item_id();
  return item;
}

HttpRequest request_of(const std::string& method, const std::string& target) {
  HttpRequest request;
  request.method = method;
  request.target = target;
  request.remote = "127.0.0.1";
  request.headers = {{"host", "127.0.0.1:8080"}};
  const size_t question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  if (question < target.size()) {
    HttpRequest fields;  // the same decoding as a form's
    fields.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    fields.body = target.substr(question + 1);
    request.query = fields.form();
  }
  return request;
}

std::string encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (isalnum(byte)) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace

Instant fixture_now() { return *parse_rfc3339("2026-11-24T06:00:00Z"); }

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

size_t logged(const TestDesk& test, std::string_view what) {
  FixedClock clock(fixture_now());
  auto book = AccountBook::open(test.store(), clock);
  EXPECT_TRUE(book.has_value());
  const auto log = book->list_log();
  EXPECT_TRUE(log.has_value());
  return static_cast<size_t>(
      std::count_if(log->begin(), log->end(), [&](const auto& one) { return one.what == what; }));
}

std::string hostile_item_id() { return content_id({"hostile"}); }

void fill_store(const StoreOptions& store, Instant now) {
  FixedClock clock(now);
  auto writer = Writer::open(store, clock);
  ASSERT_TRUE(writer.has_value()) << writer.error().message;
  ASSERT_TRUE(writer->set_sources(sources()).has_value());
  std::vector<StoreInput> batch;
  int n = 0;
  for (int day = 9; day >= 0; --day) {
    for (size_t s = 0; s < sources().size(); ++s) {
      if (s == 5 && day < 6) continue;  // silent since then
      for (size_t k = 0; k < 4; ++k) {
        const Instant at = now - days{day} - hours{static_cast<int>(k) * 3 + 1} - minutes{n % 50};
        const Story& story = kStories[(k + s + static_cast<size_t>(day)) % std::size(kStories)];
        batch.emplace_back(make_item(sources()[s], story, at, ++n));
      }
      SourcePoll poll;
      poll.source_id = sources()[s].id;
      poll.at = now - days{day} - minutes{20};
      poll.ok = !(s == 1 && day == 0);
      poll.status = poll.ok ? 200 : 503;
      poll.error = poll.ok ? "" : "HTTP 503: the server is overloaded";
      poll.listed = 4;
      batch.emplace_back(poll);
    }
  }
  batch.emplace_back(hostile_item(now - hours{2}));
  Outcome broken;
  broken.item_id = content_id({"broken"});
  broken.source_id = "sada";
  broken.url = "https://sada.example/broken";
  broken.state = ItemState::kQuarantined;
  broken.stage = "extract";
  broken.reason = "the page ended in the middle of a tag";
  broken.at = now - hours{3};
  broken.bytes = "<html><b";
  batch.emplace_back(broken);
  Outcome gone = broken;
  gone.item_id = content_id({"gone"});
  gone.state = ItemState::kFailed;
  gone.stage = "fetch";
  gone.reason = "HTTP 404";
  gone.bytes.clear();
  batch.emplace_back(gone);
  // Every third item of a story has the very same title: one near-duplicate group.
  const auto place = [](const AnnotatedArticle& item) {
    Placement placement;
    placement.group_id = item.article.title.empty() ? item.article.item_id
                                                    : content_id({"group", item.article.title});
    placement.story_id = placement.group_id;
    return placement;
  };
  const auto done = writer->commit(batch, place);
  ASSERT_TRUE(done.has_value()) << done.error().message;
}

TestDesk::TestDesk(DeskOptions changes) : clock_(fixture_now()), store_path_(folder_ / "rasd.db") {
  fill_store(store(), clock_.now());
  DeskOptions options = std::move(changes);
  options.store = store();
  options.views = std::string(RASD_SOURCE_DIR) + "/web/views";
  options.demo = true;
  auto opened = Desk::open(std::move(options), clock_);
  EXPECT_TRUE(opened.has_value()) << opened.error().message;
  if (opened) desk_ = std::move(*opened);
}

StoreOptions TestDesk::store() const { return store_options(store_path_); }

void TestDesk::set_cookie(const std::string& name, const std::string& value) {
  std::erase_if(cookies_, [&](const auto& one) { return one.first == name; });
  if (!value.empty()) cookies_.emplace_back(name, value);
}

HttpResponse TestDesk::ask(HttpRequest request) {
  std::string cookie_header;
  for (const auto& [name, value] : cookies_) {
    cookie_header += (cookie_header.empty() ? "" : "; ") + name + "=" + value;
  }
  if (!cookie_header.empty()) request.headers.emplace_back("cookie", cookie_header);
  HttpResponse response = desk_->answer(request);
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") continue;
    const size_t equals = value.find('=');
    set_cookie(value.substr(0, equals), value.substr(equals + 1, value.find(';') - equals - 1));
  }
  return response;
}

HttpResponse TestDesk::get(const std::string& target) { return ask(request_of("GET", target)); }

HttpResponse TestDesk::post(const std::string& target,
                            const std::vector<std::pair<std::string, std::string>>& fields,
                            const std::vector<std::pair<std::string, std::string>>& headers) {
  HttpRequest request = request_of("POST", target);
  request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  for (const auto& header : headers) request.headers.push_back(header);
  for (const auto& [name, value] : fields) {
    request.body += (request.body.empty() ? "" : "&") + encode(name) + "=" + encode(value);
  }
  return ask(std::move(request));
}

HttpResponse TestDesk::post_body(const std::string& target, const std::string& content_type,
                                 std::string body) {
  HttpRequest request = request_of("POST", target);
  request.headers.emplace_back("content-type", content_type);
  request.body = std::move(body);
  return ask(std::move(request));
}

HttpResponse TestDesk::submit(const std::string& target,
                              std::vector<std::pair<std::string, std::string>> fields) {
  std::string token = form_token_in(get("/sign-in").body);
  if (token.empty()) token = form_token_in(get("/sources").body);
  fields.emplace_back("form_token", token);
  return post(target, fields);
}

int TestDesk::sign_in(const std::string& name, const std::string& password) {
  return submit("/sign-in", {{"name", name}, {"password", password}}).status;
}

void TestDesk::sign_in_as(Role role) {
  forget_cookies();
  for (const DemoUser& one : demo_users()) {
    if (one.role != role) continue;
    EXPECT_EQ(sign_in(one.name, std::string(kDemoPassword)), 303);
  }
}

std::string header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string form_token_in(const std::string& html) {
  static constexpr std::string_view kMark = "name=\"form_token\" value=\"";
  const size_t at = html.find(kMark);
  if (at == std::string::npos) return {};
  const size_t start = at + kMark.size();
  return html.substr(start, html.find('"', start) - start);
}

}  // namespace rasd
