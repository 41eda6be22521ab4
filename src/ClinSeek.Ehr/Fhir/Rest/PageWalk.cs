namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Follows next links to the end. They are asked for as given; one that comes back, leads away or never ends is a gap.</summary>
internal sealed class PageWalk(FhirHttp http, PullBook book)
{
    /// <summary>Pages in a row that bring nothing new before a server is taken to go round in circles; some send empty pages in good faith.</summary>
    private const int MostBarrenPages = 20;

    public async Task<WalkedPages> WalkAsync(FhirRequest first, string scope, CancellationToken cancellationToken)
    {
        var pages = new List<ReceivedPage>();
        var visited = new HashSet<string>(StringComparer.Ordinal) { first.Address.OriginalString };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        FhirRequest request = first;
        for (int barren = 0; ;)
        {
            FhirReply reply = Bundled(await http.SendAsync(request, cancellationToken));
            ReceivedPage? page = null;
            if (reply.Problem is { } problem)
            {
                if (pages.Count == 0)
                {
                    return new WalkedPages(pages, false, problem);
                }

                // What stands before the cut is kept.
                page = reply.Content.IsEmpty || problem.Code != PullCodes.NotFhir ? null : book.Take(scope, reply, FhirPageReader.Json);
                book.Gap(problem.Code, scope, $"{scope}: page {pages.Count + 1} is missing, and with it what follows. {problem.Text}");
                return new WalkedPages(page is null ? pages : [.. pages, page], false, null);
            }

            page = book.Take(scope, reply, FhirPageReader.Json);
            if (page is null)
            {
                return new WalkedPages(pages, false, null);
            }

            pages.Add(page);
            int known = seen.Count;
            seen.UnionWith(page.Page.Entries.Select(static entry => entry.Identity));
            barren = seen.Count > known ? 0 : barren + 1;
            if (page.Page.Next is not { } next)
            {
                return new WalkedPages(pages, true, null);
            }

            if (!Addresses.TryResolve(reply.Address, next, out Uri? address) || !http.Hosts.Allows(address))
            {
                string where = address is null ? "no usable address" : $"the host '{address.IdnHost}', which is not allowed";
                book.Gap(PullCodes.HostRefused, scope, $"{scope}: the next link leads to {where}; what follows is missing. Name the host under AllowedHosts if it belongs to the server.");
                return new WalkedPages(pages, false, null);
            }

            if (!visited.Add(next) || barren >= MostBarrenPages)
            {
                book.Gap(PullCodes.EndlessPages, scope, $"{scope}: the next links go round in circles; what should follow may be missing. Report it to the server's operator.");
                return new WalkedPages(pages, false, null);
            }

            request = new FhirRequest(address) { Prefer = first.Prefer, Accept = first.Accept };
        }
    }

    /// <summary>A search or operation answers with a Bundle, and an error in its place may come with any status.</summary>
    private static FhirReply Bundled(FhirReply reply) => reply is { Problem: not null } or { RootType: "Bundle" } ? reply : reply with
    {
        Problem = new FhirProblem(PullCodes.ServerError, $"The server answered with {reply.RootType} ({OutcomeText.CodeOf(reply.Content) ?? "no code"}) in place of a Bundle. Ask for that part again."),
    };
}
