using System.Globalization;
using System.Text;
using SkiaSharp;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>Web pages for the browser on the customer's screen.</summary>
/// <param name="directory">Where they are written to.</param>
internal sealed class Pages(string directory)
{
    private const string Style =
        """
        body { font: 16px/1.5 'DejaVu Sans', sans-serif; margin: 0 auto; max-width: 860px; padding: 24px; color: #222; background: #fff }
        h1, h2 { font-family: 'DejaVu Serif', serif; color: #123 } a { color: #06c } img { max-width: 100%; display: block; margin: 16px 0 }
        table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #ccc; padding: 6px 10px; text-align: left } tr:nth-child(even) { background: #f4f7fa }
        label { display: block; margin: 10px 0 2px } input:not([type=checkbox]), select, textarea { font: inherit; width: 420px; padding: 5px }
        nav { background: #123; color: #fff; padding: 12px; border-radius: 6px }
        """;

    /// <summary>A long article with links, a few photographs and a table.</summary>
    public string Article(int seed, int sections, bool photographs = true)
    {
        var prose = new Prose(seed);
        StringBuilder body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<nav>Knowledge base · {prose.Sentence()}</nav>");
        for (int section = 0; section < sections; section++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>{section + 1}. {prose.Sentence()}</h2>");
            for (int i = 0; i < 3; i++) body.Append(CultureInfo.InvariantCulture, $"<p>{prose.Paragraph()} <a href='#'>{prose.Sentence()}</a> {prose.Sentence()}</p>");
            if (photographs && section % 3 == 1) body.Append(CultureInfo.InvariantCulture, $"<img src='{Picture(seed + section, 820, 460)}'>");
            if (section % 4 == 2) body.Append(Table(prose));
        }

        return Write($"article-{seed}", prose.Sentence(), body.ToString());
    }

    /// <summary>A form with text fields, a list, boxes and a large field.</summary>
    public string Form() => Write("form", "Form", string.Concat(
        "<h1>New customer</h1><form>",
        string.Concat(((string[])["First name", "Last name", "Street", "Postal code", "City", "Telephone"]).Select(name => $"<label>{name}</label><input>")),
        "<label>Country</label><select>", string.Concat(((string[])["Austria", "Belgium", "Canada", "France", "Germany", "Japan", "Spain"]).Select(name => $"<option>{name}")), "</select>",
        "<label><input type=checkbox> Invoice by letter</label><label><input type=checkbox> Newsletter</label><label>Remarks</label><textarea rows=4></textarea><p><button>Save</button></form>",
        "<script>document.querySelector('input').focus()</script>"));

    /// <summary>Photographs over the whole page, the next with every key.</summary>
    public string Slides(int count, int width, int height) => Write("slides", "Photographs", string.Concat(
        "<style>body { margin: 0; padding: 0; max-width: none; overflow: hidden; background: #000 } img { display: none; margin: 0 } img.shown { display: block }</style>",
        string.Concat(Enumerable.Range(0, count).Select(i => $"<img {(i == 0 ? "class=shown" : "")} src='{Picture(100 + i, width, height)}'>")),
        "<script>let shown = 0; const all = document.querySelectorAll('img');",
        "addEventListener('keydown', () => { all[shown].className = ''; shown = (shown + 1) % all.length; all[shown].className = 'shown'; })</script>"));

    private static string Table(Prose prose) => string.Concat(
        "<table><tr><th>Number</th><th>Subject</th><th>Days</th></tr>",
        string.Concat(Enumerable.Range(1, 8).Select(row => $"<tr><td>{row * 1117}</td><td>{prose.Sentence()}</td><td>{prose.Next(90)}</td></tr>")),
        "</table>");

    // As a camera or a web site would have compressed it.
    private unsafe string Picture(int seed, int width, int height)
    {
        string name = $"photograph-{seed}-{width}.jpg";
        uint[] pixels = Photograph.Make(seed, width, height);
        fixed (uint* first = pixels)
        {
            using var view = new SKPixmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque), (nint)first, width * sizeof(uint));
            using SKData jpeg = view.Encode(new SKJpegEncoderOptions(90)) ?? throw new InvalidOperationException($"Skia encodes no JPEG of {width}x{height} pixels.");
            File.WriteAllBytes(Path.Join(directory, name), jpeg.AsSpan());
        }

        return name;
    }

    private string Write(string name, string title, string body)
    {
        string path = Path.Join(directory, name + ".html");
        File.WriteAllText(path, $"<!doctype html><meta charset=utf-8><title>{title}</title><style>{Style}</style>{body}");
        return "file://" + path;
    }
}
