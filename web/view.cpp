#include "web/view.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <filesystem>

#include "base/utf8.h"

namespace rasd {
namespace {

ctemplate::TemplateString borrowed(std::string_view text) { return {text.data(), text.size()}; }

ctemplate::TemplateDictionary* dictionary(void* pointer) {
  return static_cast<ctemplate::TemplateDictionary*>(pointer);
}

}  // namespace

void View::put(std::string_view name, std::string_view text) {
  dictionary(dictionary_)->SetValue(borrowed(name), without_bidi_controls(text));
}

void View::say(std::string_view name, std::string_view text) {
  dictionary(dictionary_)->SetValue(borrowed(name), borrowed(text));
}

void View::markup(std::string_view name, std::string_view html) {
  dictionary(dictionary_)->SetValue(borrowed(name), borrowed(html));
}

View View::add(std::string_view section) {
  return View(dictionary(dictionary_)->AddSectionDictionary(borrowed(section)));
}

void View::show(std::string_view section) {
  dictionary(dictionary_)->ShowSection(borrowed(section));
}

struct ViewTree::Impl {
  explicit Impl(std::string_view frame_name) : file(frame_name), frame("frame") {}
  std::string file;
  ctemplate::TemplateDictionary frame;
  ctemplate::TemplateDictionary* page = nullptr;
};

ViewTree::ViewTree(std::string_view frame_template, std::string_view page_template)
    : impl_(std::make_unique<Impl>(frame_template)) {
  impl_->page = impl_->frame.AddIncludeDictionary("PAGE");
  impl_->page->SetFilename(std::string(page_template));
}
ViewTree::~ViewTree() = default;
View ViewTree::frame() { return View(&impl_->frame); }
View ViewTree::page() { return View(impl_->page); }
void ViewTree::everywhere(std::string_view name, std::string_view text) {
  impl_->frame.SetTemplateGlobalValue(borrowed(name), borrowed(text));
}

struct Views::Impl {
  ctemplate::TemplateCache cache;
};

Views::Views(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Views::Views(Views&&) noexcept = default;
Views& Views::operator=(Views&&) noexcept = default;
Views::~Views() = default;

Result<Views> Views::open(const std::string& folder) {
  std::error_code ignored;
  if (!std::filesystem::exists(folder + "/layout.tpl", ignored)) {
    return fail(ErrorKind::kConfiguration,
                "no page templates in \"" + folder + "\": name the folder that holds layout.tpl");
  }
  auto impl = std::make_unique<Impl>();
  impl->cache.SetTemplateRootDirectory(folder);
  return Views(std::move(impl));
}

Result<std::string> Views::render(const ViewTree& tree) const {
  std::string out;
  if (!impl_->cache.ExpandWithData(tree.impl_->file, ctemplate::STRIP_BLANK_LINES,
                                   &tree.impl_->frame, nullptr, &out)) {
    return fail(ErrorKind::kInternal, "a page template is absent or broken");
  }
  return out;
}

}  // namespace rasd
