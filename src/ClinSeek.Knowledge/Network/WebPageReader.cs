using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>Fetches a web page and lays it out as lines with numbered links.</summary>
internal sealed class WebPageReader(GuardedHttp http, TimeProvider time)
{
    private const int MaxLines = 20_000;

    public async Task<KnowledgePage> ReadAsync(Uri address, bool source, CancellationToken cancellationToken)
    {
        Fetched fetched = await http.GetAsync(address, cancellationToken);
        bool html = fetched.MediaType is "text/html" or "application/xhtml+xml";
        if (!html && !fetched.MediaType.StartsWith("text/", StringComparison.Ordinal) && fetched.MediaType is not ("application/json" or "application/xml"))
        {
            throw new SourceException($"{fetched.Address.Host} sent {(fetched.MediaType.Length > 0 ? fetched.MediaType : "content of no stated type")}; only text and HTML can be shown.");
        }

        string text = fetched.Text();
        HtmlText? parsed = html && !source ? HtmlText.Read(text, fetched.Address) : null;
        string[] lines = parsed is null
            ? [.. text.Split('\n').SelectMany(TextWrap.Lines).Take(MaxLines)]
            : [.. parsed.Parts.SelectMany(static part => TextWrap.Lines(part.Level > 0 ? new string('#', part.Level) + " " + part.Text : part.Text)).Take(MaxLines)];
        string shown = fetched.Address.GetLeftPart(UriPartial.Query);
        return new KnowledgePage
        {
            Kind = source ? PageKind.Source : PageKind.Document,
            Address = source ? PageAddress.Source + shown : shown,
            Title = parsed?.Title is { Length: > 0 } title ? title : fetched.Address.Host + fetched.Address.AbsolutePath,
            Lines = lines,
            TextLines = lines.Length,
            Links = parsed?.Links ?? [],
            Source = fetched.Address.Host,
            RetrievedAt = time.GetUtcNow(),
        };
    }
}
