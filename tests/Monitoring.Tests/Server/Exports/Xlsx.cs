using System.IO.Compression;
using System.Xml.Linq;

namespace Monitoring.Tests.Server.Exports;

/// <summary>A cell as a spreadsheet sees it: text, or a number with a style.</summary>
internal sealed record XlsxCell(string Value, bool IsText, bool IsTime);

/// <summary>Reads a workbook as the zip of XML that it is.</summary>
internal static class Xlsx
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <returns>Sheets in their order: name and rows.</returns>
    public static List<(string Name, List<XlsxCell[]> Rows)> Read(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var targets = Part(zip, "xl/_rels/workbook.xml.rels").Elements().ToDictionary(e => e.Attribute("Id")!.Value, e => e.Attribute("Target")!.Value.TrimStart('/'));
        var styles = Part(zip, "xl/styles.xml");
        var formats = styles.Descendants(Main + "numFmt").ToDictionary(f => f.Attribute("numFmtId")!.Value, f => f.Attribute("formatCode")!.Value);
        bool[] isTime = [.. styles.Element(Main + "cellXfs")!.Elements().Select(x => formats.GetValueOrDefault(x.Attribute("numFmtId")!.Value) == "yyyy-mm-dd hh:mm:ss.000")];
        return
        [
            .. Part(zip, "xl/workbook.xml").Descendants(Main + "sheet").Select(sheet =>
                (sheet.Attribute("name")!.Value, Rows(Part(zip, targets[sheet.Attribute(Relations + "id")!.Value]), isTime))),
        ];
    }

    private static List<XlsxCell[]> Rows(XElement sheet, bool[] isTime)
    {
        Assert.Empty(sheet.Descendants(Main + "f"));
        return
        [
            .. sheet.Descendants(Main + "row").Select(row => row.Elements(Main + "c").Select(c => new XlsxCell(
                c.Value, c.Attribute("t")?.Value == "inlineStr", isTime[int.Parse(c.Attribute("s")?.Value ?? "0", System.Globalization.CultureInfo.InvariantCulture)])).ToArray()),
        ];
    }

    private static XElement Part(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)!.Open();
        return XElement.Load(stream);
    }
}
