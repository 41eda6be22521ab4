using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using ClinSeek.Knowledge.Pages;
using ClinSeek.Knowledge.Sources;

namespace ClinSeek.Knowledge.Network;

/// <summary>
/// PubMed through NCBI's E-utilities: esearch and esummary to find, efetch for title, abstract and journal. Addresses are
/// <c>pubmed:PMID</c>; those of pubmed.ncbi.nlm.nih.gov are understood too.
/// </summary>
public sealed class PubMedSource(PubMedOptions options, GuardedHttp http, TimeProvider time) : IKnowledgeSource
{
    private const string Scheme = "pubmed:";
    private const string Site = "https://pubmed.ncbi.nlm.nih.gov/";

    /// <inheritdoc/>
    public string Name => "pubmed";

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public bool Opens(string address) => Pmid(address) is not null;

    /// <inheritdoc/>
    public async Task<SourceResults> SearchAsync(string query, int count, CancellationToken cancellationToken)
    {
        JsonElement found = await JsonAsync(Address("esearch.fcgi", ("term", query), ("retmax", count.ToString(CultureInfo.InvariantCulture)), ("retmode", "json"), ("sort", "relevance")), "esearchresult", cancellationToken);
        string[] ids = found.TryGetProperty("idlist", out JsonElement list) ? [.. list.EnumerateArray().Select(static id => id.GetString()!)] : [];
        if (ids.Length == 0)
        {
            return SourceResults.None;
        }

        int total = found.TryGetProperty("count", out JsonElement all) && int.TryParse(all.ToString(), CultureInfo.InvariantCulture, out int number) ? number : ids.Length;
        JsonElement summaries = await JsonAsync(Address("esummary.fcgi", ("id", string.Join(',', ids)), ("retmode", "json")), "result", cancellationToken);
        return new SourceResults([.. ids.Select((id, place) => Hit(id, place, summaries)).OfType<SourceHit>()], total);
    }

    /// <inheritdoc/>
    public async Task<KnowledgePage?> OpenAsync(string address, bool source, CancellationToken cancellationToken)
    {
        string id = Pmid(address)!;
        Fetched answer = await http.GetAsync(Address("efetch.fcgi", ("id", id), ("retmode", "xml")), cancellationToken);
        XElement? article = Parse(answer).Descendants("PubmedArticle").FirstOrDefault();
        if (article is null)
        {
            return null;
        }

        string[] lines = source ? [.. article.ToString().Split('\n').SelectMany(TextWrap.Lines)] : [.. Paragraphs(article, id).SelectMany(TextWrap.Lines)];
        return new KnowledgePage
        {
            Kind = source ? PageKind.Source : PageKind.Document,
            Address = (source ? PageAddress.Source : string.Empty) + Scheme + id,
            Title = Flat(article.Descendants("ArticleTitle").FirstOrDefault()) is { Length: > 0 } title ? title : "PMID " + id,
            Lines = lines,
            TextLines = lines.Length,
            Source = Citation(article),
            RetrievedAt = time.GetUtcNow(),
        };
    }

    private static IEnumerable<string> Paragraphs(XElement article, string id)
    {
        foreach (XElement part in article.Descendants("Abstract").Elements("AbstractText"))
        {
            yield return part.Attribute("Label") is { } label ? $"{label.Value}: {Flat(part)}" : Flat(part);
        }

        if (!article.Descendants("AbstractText").Any())
        {
            yield return "PubMed has no abstract of this article.";
        }

        yield return string.Empty;
        yield return "Source: " + Citation(article);
        yield return $"Published at: {Site}{id}/";
    }

    private static string Citation(XElement article)
    {
        string[] authors = [.. article.Descendants("Author").Select(static author => $"{author.Element("LastName")?.Value} {author.Element("Initials")?.Value}".Trim()).Where(static name => name.Length > 0)];
        string by = authors.Length switch { 0 => string.Empty, 1 => authors[0] + ". ", _ => authors[0] + " et al. " };
        XElement? issue = article.Descendants("JournalIssue").FirstOrDefault();
        string year = issue?.Descendants("Year").FirstOrDefault()?.Value ?? issue?.Descendants("MedlineDate").FirstOrDefault()?.Value ?? string.Empty;
        return $"{by}{article.Descendants("ISOAbbreviation").FirstOrDefault()?.Value ?? article.Descendants("Title").FirstOrDefault()?.Value} {year};{issue?.Element("Volume")?.Value}:{article.Descendants("MedlinePgn").FirstOrDefault()?.Value}".TrimEnd(':', ';', ' ');
    }

    private static string Flat(XElement? element) => element is null ? string.Empty : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static SourceHit? Hit(string id, int place, JsonElement summaries)
    {
        if (!summaries.TryGetProperty(id, out JsonElement row) || row.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string text = $"{Text(row, "source")} {Text(row, "pubdate")}. {(row.TryGetProperty("authors", out JsonElement authors) && authors.ValueKind == JsonValueKind.Array && authors.GetArrayLength() > 0 ? Text(authors[0], "name") + " et al." : string.Empty)}";
        return new SourceHit(Scheme + id, Text(row, "title") is { Length: > 0 } title ? title : "PMID " + id, [.. TextWrap.Lines(text)], 0, 1.0 / (place + 1));
    }

    private static string Text(JsonElement row, string name) => row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;

    private static string? Pmid(string address)
    {
        string id = address.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? address[Scheme.Length..]
            : address.StartsWith(Site, StringComparison.OrdinalIgnoreCase) ? address[Site.Length..].Trim('/')
            : string.Empty;
        return id.Length is > 0 and <= 10 && id.All(char.IsAsciiDigit) ? id : null;
    }

    private static XDocument Parse(Fetched answer)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new MemoryStream(answer.Content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return XDocument.Load(reader);
        }
        catch (XmlException error)
        {
            throw new SourceException($"{answer.Address.Host} sent no XML.", error);
        }
    }

    private async Task<JsonElement> JsonAsync(Uri address, string name, CancellationToken cancellationToken)
    {
        Fetched answer = await http.GetAsync(address, cancellationToken);
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Content);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement found) && found.ValueKind == JsonValueKind.Object
                ? found.Clone()
                : throw new SourceException($"{answer.Address.Host} sent an answer without '{name}'.");
        }
        catch (JsonException error)
        {
            throw new SourceException($"{answer.Address.Host} sent no JSON.", error);
        }
    }

    private Uri Address(string service, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = new List<string> { "db=pubmed", "tool=clinseek" };
        foreach ((string name, string value) in parameters)
        {
            query.Add(name + "=" + Uri.EscapeDataString(value));
        }

        if (options.Key is { Length: > 0 } key)
        {
            query.Add("api_key=" + Uri.EscapeDataString(key));
        }

        if (options.Email is { Length: > 0 } email)
        {
            query.Add("email=" + Uri.EscapeDataString(email));
        }

        return new Uri(new Uri(options.Endpoint), service + "?" + string.Join('&', query));
    }
}
