#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "demo/grammar.h"
#include "demo/world.h"

namespace rasd {

/// A name in both languages.
struct Named {
  std::string_view ar, en;
};

struct Governorate {
  Named name;                 ///< stands after "محافظة"
  std::vector<Named> cities;  ///< feminine or masculine by usage; sentences say "في"
  bool coast = false;
  bool border = false;
};

/// The fourteen outlets and the observations file of Sarmad.
std::vector<Outlet> make_outlets(int days);
const std::vector<Governorate>& governorates();
const std::vector<Named>& quarters();
const std::vector<Named>& roads();
const std::vector<Named>& male_names();
const std::vector<Named>& female_names();
const std::vector<Named>& family_names();
const std::vector<Named>& hospitals();
/// "الاثنين" of a day.
std::string_view weekday_arabic(Day day);
std::string_view weekday_english(Day day);
std::string date_arabic(Day day);   ///< 24 تشرين الثاني
std::string date_english(Day day);  ///< 24 November

/// The facts of a sentence in either language, filled together so that both say the same.
struct BilingualFacts {
  Facts ar, en;
  void set(std::string_view slot, std::string_view arabic, std::string_view english);
  void set(std::string_view slot, const Named& named) { set(slot, named.ar, named.en); }
};

/// Everything that any event has: place, road, hospital, persons, ages, days, amounts.
BilingualFacts draw_facts(Random& random, Day day, const Governorate& governorate);

/// Every sentence of the world: Arabic and English.
const Grammar& arabic_grammar();
const Grammar& english_grammar();

}  // namespace rasd
