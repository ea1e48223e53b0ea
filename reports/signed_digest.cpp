#include "reports/signed_digest.h"

#include <sstream>

#include "base/html_escape.h"
#include "crawler/extract.h"
#include "records/json.h"
#include "reports/digest_render.h"
#include "reports/text_layout.h"

namespace rasd {
namespace {

constexpr Language kLanguages[] = {Language::kArabic, Language::kEnglish};

const char* key_of(SignedPart part) {
  switch (part) {
    case SignedPart::kHtml:
      return "html";
    case SignedPart::kText:
      return "text";
    case SignedPart::kFacts:
      break;
  }
  return "facts";
}

std::string text_of(const rapidjson::Value& value) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

/// "salma, 24 November 2026 08:10".
std::string signature(const Correction& correction, const Wording& words) {
  return correction.who + words.say(Phrase::kListSeparator) + words.day_and_time(correction.at);
}

constexpr int kColumns = 80;

/// The text of the signed page, for a digest that was signed without one.
std::string text_of_page(const SignedDigest& digest, const Wording& words) {
  std::istringstream page(text_of_markup(signed_part(digest.frozen, SignedPart::kHtml, words)));
  std::string text;
  for (std::string block; std::getline(page, block);)
    for (const std::string& line : wrap(without_controls(block), kColumns)) text += line + "\n";
  return text;
}

}  // namespace

std::string sign_digest(const Digest& digest, const TimeZone& zone) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "v", int64_t{1});
  for (const SignedPart part : {SignedPart::kHtml, SignedPart::kText, SignedPart::kFacts}) {
    put_key(writer, key_of(part));
    writer.StartObject();
    for (const Language language : kLanguages) {
      const Wording words(language, zone);
      if (part == SignedPart::kHtml) {
        put(writer, words.tag(), digest_html_body(digest, words));
      } else if (part == SignedPart::kText) {
        put(writer, words.tag(), digest_text(digest, words));
      } else {
        const std::string facts = digest_json(digest, words);
        put_key(writer, words.tag());
        writer.RawValue(facts.data(), facts.size(), rapidjson::kObjectType);
      }
    }
    writer.EndObject();
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

std::string signed_part(std::string_view frozen, SignedPart part, const Wording& words) {
  const auto document = parse_json(frozen);
  if (!document || !document->IsObject()) return {};
  const auto languages = document->FindMember(key_of(part));
  if (languages == document->MemberEnd() || !languages->value.IsObject()) return {};
  if (part == SignedPart::kFacts && languages->value.HasMember("type"))
    return text_of(languages->value);
  const auto one = languages->value.FindMember(std::string(words.tag()).c_str());
  return one == languages->value.MemberEnd() ? std::string() : text_of(one->value);
}

std::string to_json(const Correction& correction) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "text", correction.text);
  put(writer, "who", correction.who);
  put(writer, "at", to_rfc3339(correction.at));
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Correction> parse_correction(std::string_view json) {
  const auto document = parse_json(json);
  if (!document) return fail(document.error());
  if (!document->IsObject()) return fail(ErrorKind::kMalformed, "a correction that is no object");
  const auto at = parse_rfc3339(get_string(*document, "at"));
  if (!at) return fail(at.error());
  return Correction{std::string(get_string(*document, "text")),
                    std::string(get_string(*document, "who")), *at};
}

std::string signed_html(const SignedDigest& digest, const Wording& words) {
  std::string body = signed_part(digest.frozen, SignedPart::kHtml, words);
  if (body.empty()) return body;
  for (const Correction& one : digest.corrections)
    body += "<p class=\"report warning\" dir=\"" + std::string(words.dir()) + "\"><strong>" +
            escape_html(words.say(Phrase::kCorrection)) + "</strong> <bdi>" +
            escape_html(one.text) + "</bdi> <small>" + escape_html(signature(one, words)) +
            "</small></p>";
  return digest_page(digest.day, words, body);
}

std::string signed_text(const SignedDigest& digest, const Wording& words) {
  std::string text = signed_part(digest.frozen, SignedPart::kText, words);
  if (text.empty()) text = text_of_page(digest, words);
  if (text.empty()) return text;
  for (const Correction& one : digest.corrections) {
    text += "\n";
    for (const std::string& line :
         wrap(words.say(Phrase::kCorrection) + " " + quoted_text(one.text) + " (" +
                  quoted_text(signature(one, words)) + ")",
              kColumns))
      text += line + "\n";
  }
  return text;
}

std::string signed_json(const SignedDigest& digest, const Wording& words) {
  std::string facts = signed_part(digest.frozen, SignedPart::kFacts, words);
  if (facts.size() < 2) return {};
  facts.pop_back();  // the closing brace: the corrections are its last member
  facts += ",\"corrections\":[";
  for (size_t i = 0; i < digest.corrections.size(); ++i)
    facts += (i > 0 ? "," : "") + to_json(digest.corrections[i]);
  return facts + "]}";
}

}  // namespace rasd
