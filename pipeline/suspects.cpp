#include "pipeline/suspects.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/file.h"

namespace rasd {
namespace {

constexpr size_t kIdBytes = 120;
constexpr unsigned kMostProcesses = 64;  // of one name in one folder

/// A name in the mapped file. A process can die while it writes one: every length is checked.
struct Note {
  uint32_t deaths = 0;
  uint32_t length = 0;
  char id[kIdBytes] = {};

  std::string_view text() const { return {id, std::min<size_t>(length, kIdBytes)}; }
  void write(std::string_view name) {
    length = static_cast<uint32_t>(std::min(name.size(), kIdBytes));
    std::memcpy(id, name.data(), length);
  }
};

}  // namespace

struct Suspects::File {
  Note seats[kSeats];  // what each thread reads; length 0: nothing
  Note suspects[kSuspects];
};

struct Suspects::Turns {
  std::shared_mutex turn;  // shared by readers, alone for a suspect
  std::mutex mutex;        // the seats taken and the list of suspects
  bool taken[kSeats] = {};
};

Result<Suspects> Suspects::open(const std::string& folder, std::string_view name, unsigned deaths) {
  static_assert(std::is_trivially_copyable_v<File>);
  if (auto ok = make_folder(folder); !ok) return fail(ok.error());
  Suspects made;
  std::string path;
  for (unsigned n = 0; made.descriptor_ < 0; ++n) {
    path = folder + "/" + std::string(name) + "-" + std::to_string(n) + ".reading";
    if (n == kMostProcesses)
      return fail(ErrorKind::kConfiguration,
                  "more than 64 processes called " + std::string(name) + " run in " + folder);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return fail(ErrorKind::kConfiguration, path + ": " + std::strerror(errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      made.descriptor_ = descriptor;
    else
      ::close(descriptor);
  }
  // Allocated, not only sized: a full disk must not become a bus error later.
  if (const int trouble = ::posix_fallocate(made.descriptor_, 0, sizeof(File)); trouble != 0)
    return fail(ErrorKind::kTemporary, path + ": " + std::strerror(trouble));
  void* const mapped =
      ::mmap(nullptr, sizeof(File), PROT_READ | PROT_WRITE, MAP_SHARED, made.descriptor_, 0);
  if (mapped == MAP_FAILED) return fail(ErrorKind::kTemporary, path + ": " + std::strerror(errno));
  made.file_ = static_cast<File*>(mapped);
  made.deaths_ = deaths;
  made.turns_ = std::make_unique<Turns>();

  File& file = *made.file_;
  for (Note& seat : file.seats) {
    if (seat.length == 0) continue;
    Note* place = file.suspects;  // its own, or the least suspicious one's
    for (Note& suspect : file.suspects) {
      if (suspect.text() == seat.text()) {
        place = &suspect;
        break;
      }
      if (suspect.deaths < place->deaths) place = &suspect;
    }
    if (place->text() != seat.text()) *place = Note{};
    place->write(seat.text());
    ++place->deaths;
    seat.length = 0;
  }
  return made;
}

Suspects::Suspects(Suspects&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      deaths_(other.deaths_),
      turns_(std::move(other.turns_)) {}

Suspects::~Suspects() {
  if (file_ != nullptr) ::munmap(file_, sizeof(File));
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<Suspects::Reading> Suspects::begin(std::string_view id) {
  id = id.substr(0, kIdBytes);
  unsigned died = 0;
  size_t seat = 0;
  {
    const std::lock_guard lock(turns_->mutex);
    for (const Note& suspect : file_->suspects)
      if (suspect.deaths > 0 && suspect.text() == id) died = suspect.deaths;
    if (died >= deaths_) return std::nullopt;
    while (seat + 1 < kSeats && turns_->taken[seat]) ++seat;
    turns_->taken[seat] = true;
  }
  Reading reading(*this, seat);
  if (died > 0)
    reading.turn_ = std::unique_lock(turns_->turn);
  else
    reading.turn_ = std::shared_lock(turns_->turn);
  file_->seats[seat].write(id);
  return reading;
}

void Suspects::clear(std::string_view id) {
  for (Note& suspect : file_->suspects)
    if (suspect.deaths > 0 && suspect.text() == id) suspect = Note{};
}

Suspects::Reading::Reading(Reading&& other) noexcept
    : suspects_(std::exchange(other.suspects_, nullptr)),
      seat_(other.seat_),
      turn_(std::move(other.turn_)) {}

Suspects::Reading::~Reading() {
  if (suspects_ == nullptr) return;
  const std::lock_guard lock(suspects_->turns_->mutex);
  Note& seat = suspects_->file_->seats[seat_];
  if (turn_.index() == 1) suspects_->clear(seat.text());
  seat.length = 0;
  suspects_->turns_->taken[seat_] = false;
}

}  // namespace rasd
