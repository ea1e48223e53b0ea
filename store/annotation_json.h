#pragma once
#include <string>
#include <string_view>

#include "records/article.h"

namespace rasd {

/// The probabilities of an annotation as stored: {"incident":{…},"topic":{…},"tone":[…],
/// "stance":[…]}, five decimals.
std::string probabilities_json(const Annotation& annotation);
/// Fills them back in; what is missing or broken stays as it is.
void read_probabilities(std::string_view json, Annotation& annotation);

/// Codes in one column, separated by spaces (codes have none).
std::string join_codes(const std::vector<std::string>& codes);
std::vector<std::string> split_codes(std::string_view joined);

/// The place of a label in kTones or kStances, -1 when it is neither.
int tone_index(std::string_view tone);
int stance_index(std::string_view stance);
std::string tone_name(int64_t index);
std::string stance_name(int64_t index);

/// How unsure the reader is: the mean of sqrt(Σ_k f_k(1 − f_k)) over tone and stance
/// (measurement.md, u of the streaming audit), 0 to about .8.
double unsureness(const Annotation& annotation);

}  // namespace rasd
