#pragma once
#include "crawler/date_tokens.h"

namespace rasd {

/// Puts digits for the numbers that a date or a time spells out in Arabic or English: days
/// ("الخامس عشر من", "twenty-first"), years ("ألفين وستة عشر"), hours after "الساعة" ("السابعة"),
/// counts before a unit ("ثلاثة أيام"). Words that only look like numbers stay: the second half of
/// "تشرين الثاني", the unit "second", "أول أمس", the weekday "الاثنين".
void spell_out_numbers(DateTokens& tokens);

}  // namespace rasd
