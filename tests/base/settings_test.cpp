#include "base/settings.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

std::string problems_of(std::string_view toml) {
  auto settings = Settings::parse(toml, "rasd.toml");
  if (!settings) return settings.error().message;
  SettingsTable& desk = settings->table("desk");
  desk.whole("port", 8080, 1, 65535);
  desk.text("address", "127.0.0.1");
  desk.duration("idle", std::chrono::minutes{30});
  for (SettingsTable& source : settings->array("source"))
    if (source.text("url").empty()) source.missing("url", "the address that is polled");
  const auto ok = settings->check();
  return ok ? "" : ok.error().message;
}

TEST(Settings, SaysFileLineAndWhatToWrite) {
  struct Case {
    const char* name;
    const char* toml;
    const char* expected;
  };
  const Case cases[] = {
      {"good", "[desk]\nport = 9000\nidle = \"2h\"\n", ""},
      {"misspelt key", "[desk]\nprot = 9000\n",
       "rasd.toml:2: [desk] has no key 'prot'; did you mean 'port'?"},
      {"misspelt table", "\n[dekc]\nport = 1\n",
       "rasd.toml:2: there is no table [dekc]; did you mean 'desk'?"},
      {"out of range", "[desk]\nport = 70000\n",
       "rasd.toml:2: [desk] port: write a whole number from 1 to 65535"},
      {"wrong type", "[desk]\nport = \"9000\"\n",
       "rasd.toml:2: [desk] port: write a whole number from 1 to 65535"},
      {"bad duration", "[desk]\nidle = 30\n",
       "rasd.toml:2: [desk] idle: write a duration such as \"90s\", \"15m\", \"2h\" or \"7d\""},
      {"missing", "[[source]]\nurl = \"x\"\n[[source]]\n",
       "rasd.toml:3: [[source]] needs url: the address that is polled"},
      {"outside", "port = 1\n",
       "rasd.toml:1: 'port' stands outside of any table; put it under a heading such as [desk]"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(problems_of(c.toml), c.expected);
  }
  EXPECT_EQ(problems_of("[desk]\nport = \n").rfind("rasd.toml:2: column", 0), 0u);
}

}  // namespace
}  // namespace rasd
