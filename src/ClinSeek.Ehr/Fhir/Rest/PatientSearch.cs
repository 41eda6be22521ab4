using System.Globalization;
using System.Net;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>
/// Searches one type for one patient by POST, so that identifiers stay out of addresses and logs, and checks the answer: what the
/// server says it searched, whose resources came, and how many there should be.
/// </summary>
internal sealed class PatientSearch(FhirHttp http, PullBook book, PageWalk walk, PullOptions options, string patientId)
{
    /// <summary>No server is known to give fewer in one answer, unless there are no more.</summary>
    private const int SmallestCap = 10;

    private static readonly TimeSpan NarrowestWindow = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset FirstInstant = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private volatile bool _postRefused;

    /// <summary>Pulls every resource of a type that is the patient's.</summary>
    public async Task PullAsync(string type, string parameter, CancellationToken cancellationToken)
    {
        DateTimeOffset? from = options.UpdatedSince;
        (WalkedPages walked, SelfVerdict verdict) = await SearchAsync(type, parameter, from, null, cancellationToken);
        if (walked.Problem is { } problem)
        {
            book.Gap(problem.Code, type, $"{type}: the search failed and all of it is missing. {problem.Text}");
            return;
        }

        int? total = walked.Ended ? await TotalAsync(walked, type, parameter, from, null, cancellationToken) : walked.Total;
        book.Part(walked.Part(type, total));
        if (walked.Ended && total > walked.Matches)
        {
            if (verdict == SelfVerdict.Dropped && from is not null)
            {
                Capped(type, total.Value, walked.Matches);
                return;
            }

            book.Note(PullCodes.ResultCapped, type, $"{type}: the server gave {walked.Matches} of {total} and no next link; the rest was asked for in windows of _lastUpdated.");
            // A day ahead: the server's clock may be.
            await SplitAsync(type, parameter, from ?? FirstInstant, http.Time.GetUtcNow().AddDays(1), total.Value, cancellationToken);
        }
    }

    /// <summary>Asks for both halves of a window that came back capped, down to windows that cannot be halved.</summary>
    private async Task SplitAsync(string type, string parameter, DateTimeOffset from, DateTimeOffset to, int total, CancellationToken cancellationToken)
    {
        DateTimeOffset middle = Whole(from + ((to - from) / 2));
        if (middle <= from || to - from <= NarrowestWindow)
        {
            book.Gap(PullCodes.ResultCapped, type, $"{type}: {total} resources were updated within one second and the server gives fewer; the rest is missing. Raise the server's limit on results.");
            return;
        }

        foreach ((DateTimeOffset start, DateTimeOffset end) in new[] { (from, middle), (middle, to) })
        {
            (WalkedPages walked, SelfVerdict verdict) = await SearchAsync(type, parameter, start, end, cancellationToken);
            if (walked.Problem is { } problem)
            {
                book.Gap(problem.Code, type, $"{type}: a window of the search failed and is missing. {problem.Text}");
                continue;
            }

            if (!walked.Ended)
            {
                continue;
            }

            int? inside = await TotalAsync(walked, type, parameter, start, end, cancellationToken);
            if (inside <= walked.Matches || inside is null)
            {
                continue;
            }

            if (verdict is SelfVerdict.Dropped or SelfVerdict.Changed)
            {
                Capped(type, total, walked.Matches);
                return;
            }

            await SplitAsync(type, parameter, start, end, inside.Value, cancellationToken);
        }
    }

    private void Capped(string type, int total, int given) => book.Gap(
        PullCodes.ResultCapped, type, $"{type}: the server gives {given} of {total} resources and does not search by _lastUpdated; the rest is missing. Raise the server's limit on results.");

    private async Task<(WalkedPages Walked, SelfVerdict Verdict)> SearchAsync(
        string type, string parameter, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> asked = Asked(parameter, from, to);
        asked.Add(new("_count", http.Limits.PageSize.ToString(CultureInfo.InvariantCulture)));
        WalkedPages walked = await walk.WalkAsync(Request(type, asked), type, cancellationToken);
        if (walked.Problem is { Transient: false } refused && !_postRefused && refused.Code is PullCodes.Gone or PullCodes.ServerError)
        {
            WalkedPages again = await walk.WalkAsync(Get(type, asked), type, cancellationToken);
            if (again.Problem is null)
            {
                _postRefused = true;
                book.Note(PullCodes.FellBack, type, "The server does not search by POST; identifiers stood in addresses.");
            }

            walked = again;
        }

        return (walked, walked.Pages.Count == 0 ? SelfVerdict.Silent : Check(walked, type, parameter, asked));
    }

    private SelfVerdict Check(WalkedPages walked, string type, string parameter, List<KeyValuePair<string, string>> asked)
    {
        SelfVerdict verdict = SelfLink.Compare(walked.Pages[0].Page.Self, parameter, patientId, asked);
        var compartment = new PatientCompartment(patientId, book.Pages.Select(static page => page.Page));
        bool strangers = walked.Pages.SelectMany(static page => page.Page.Entries).Any(entry => compartment.Of(entry) == Ownership.Other);
        if (verdict == SelfVerdict.Changed)
        {
            book.Gap(PullCodes.ParameterChanged, type, $"{type}: the server says that it answered another search than the one asked; what is the patient's was kept, and more may be missing. Report it to the server's operator.");
        }
        else if (strangers)
        {
            book.Note(PullCodes.ParameterDropped, type, $"{type}: the server did not apply the parameter '{parameter}'; resources of other patients were left out here.");
        }
        else if (verdict == SelfVerdict.Dropped)
        {
            book.Note(PullCodes.ParameterUnconfirmed, type, $"{type}: the server's self link leaves a parameter out that was asked; its answer fits the search.");
        }

        return verdict;
    }

    /// <summary>How many there are by the server's own count; asked for only where it gave no total and so much that it may have capped.</summary>
    private async Task<int?> TotalAsync(
        WalkedPages walked, string type, string parameter, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (walked.Total is not null || walked.Matches < Math.Min(http.Limits.PageSize, SmallestCap))
        {
            return walked.Total;
        }

        List<KeyValuePair<string, string>> asked = Asked(parameter, from, to);
        asked.Add(new("_summary", "count"));
        FhirReply reply = await http.SendAsync(Request(type, asked), cancellationToken);
        if (reply.Problem is not null)
        {
            return null;
        }

        FhirPage page = FhirPageReader.Read(type, FhirPageReader.Json, reply.Content);
        return page.Total;
    }

    private List<KeyValuePair<string, string>> Asked(string parameter, DateTimeOffset? from, DateTimeOffset? to)
    {
        List<KeyValuePair<string, string>> asked = [new(parameter, "Patient/" + patientId)];
        if (from is { } start)
        {
            asked.Add(new("_lastUpdated", "ge" + Instant(start)));
        }

        if (to is { } end)
        {
            asked.Add(new("_lastUpdated", "lt" + Instant(end)));
        }

        return asked;
    }

    private FhirRequest Request(string type, List<KeyValuePair<string, string>> asked) => _postRefused ? Get(type, asked) :
        new(new Uri(http.Hosts.Base, type + "/_search")) { Method = HttpMethod.Post, Form = asked, Prefer = "handling=strict" };

    private FhirRequest Get(string type, List<KeyValuePair<string, string>> asked) =>
        new(new Uri(http.Hosts.Base, type + "?" + string.Join('&', asked.Select(static pair => pair.Key + "=" + WebUtility.UrlEncode(pair.Value))))) { Prefer = "handling=strict" };

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
