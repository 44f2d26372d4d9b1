// OpenDocument 1.3, the part of it that a plain text with tables needs.

#include "show/pack/text_document.h"

#include <fmt/format.h>

#include "show/pack/zip.h"
#include "show/report/words.h"

namespace pack {

namespace {

std::string xml(std::string_view text) {
  std::string out;
  for (const char c : report::plain(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += c;
    }
  }
  return out;
}

constexpr std::string_view mimetype = "application/vnd.oasis.opendocument.text";

constexpr std::string_view spaces =
    R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3")";

constexpr std::string_view manifest =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
)";

/// Landscape A4: tables of injects are wide.
constexpr std::string_view styles = R"(<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/><style:text-properties fo:font-family="sans-serif" fo:font-size="10pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"><style:paragraph-properties fo:break-before="page" fo:keep-with-next="always"/><style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Marking" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/><style:text-properties fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm"/></style:page-layout></office:automatic-styles>
)";

}  // namespace

void TextDocument::title(std::string_view text) {
  body_ += fmt::format("<text:p text:style-name=\"Title\">{}</text:p>\n", xml(text));
}

void TextDocument::heading(std::string_view text) {
  body_ += fmt::format("<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">{}</text:h>\n", xml(text));
}

void TextDocument::paragraph(std::string_view text) {
  body_ += fmt::format("<text:p>{}</text:p>\n", xml(text));
}

void TextDocument::list(const std::vector<std::string>& items) {
  body_ += "<text:list>\n";
  for (const std::string& item : items) {
    body_ += fmt::format("<text:list-item><text:p>{}</text:p></text:list-item>\n", xml(item));
  }
  body_ += "</text:list>\n";
}

void TextDocument::table(const std::vector<std::vector<std::string>>& rows, const std::vector<double>& widths_cm) {
  const auto row_of = [](const std::vector<std::string>& cells, std::string_view style) {
    std::string out = "<table:table-row>";
    for (const std::string& cell : cells) {
      out += fmt::format(
          "<table:table-cell table:style-name=\"Cell\" office:value-type=\"string\"><text:p{}>{}</text:p>"
          "</table:table-cell>",
          style, xml(cell));
    }
    return out + "</table:table-row>\n";
  };
  body_ += fmt::format("<table:table table:name=\"Table{}\">", ++tables_);
  for (std::size_t i = 0; i < widths_cm.size(); ++i) {
    body_ += fmt::format("<table:table-column table:style-name=\"Column{}.{}\"/>\n", tables_, i);
    columns_ += fmt::format(
        "<style:style style:name=\"Column{}.{}\" style:family=\"table-column\"><style:table-column-properties "
        "style:column-width=\"{}cm\"/></style:style>",
        tables_, i, widths_cm[i]);
  }
  if (widths_cm.empty()) {
    body_ += fmt::format("<table:table-column table:number-columns-repeated=\"{}\"/>\n", rows.front().size());
  }
  body_ +=
      "<table:table-header-rows>" + row_of(rows.front(), " text:style-name=\"Head\"") + "</table:table-header-rows>\n";
  for (std::size_t i = 1; i < rows.size(); ++i) body_ += row_of(rows[i], "");
  body_ += "</table:table>\n<text:p/>\n";
}

std::string TextDocument::bytes() const {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const std::string marking = fmt::format("<text:p text:style-name=\"Marking\">{}</text:p>", xml(marking_));
  const std::string content = fmt::format(
      "{}<office:document-content {}><office:automatic-styles><style:style style:name=\"Cell\" "
      "style:family=\"table-cell\"><style:table-cell-properties fo:border=\"0.5pt solid #808080\" "
      "fo:padding=\"0.1cm\"/></style:style>{}</office:automatic-styles><office:body><office:text>\n{}</office:text>"
      "</office:body></office:document-content>\n",
      head, spaces, columns_, body_);
  const std::string style = fmt::format(
      "{}<office:document-styles {}>{}<office:master-styles><style:master-page style:name=\"Standard\" "
      "style:page-layout-name=\"A4\"><style:header>{}</style:header><style:footer>{}</style:footer>"
      "</style:master-page></office:master-styles></office:document-styles>\n",
      head, spaces, styles, marking, marking);
  // The kind of file comes first and as it is, so that it can be told from its first bytes.
  return zip({{"mimetype", std::string(mimetype)},
              {"content.xml", content},
              {"styles.xml", style},
              {"META-INF/manifest.xml", std::string(manifest)}});
}

}  // namespace pack
