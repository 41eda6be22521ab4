namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Keeps what a pull over the network receives and what it learns about its gaps. Safe for several searches at once.</summary>
internal sealed class PullBook(string server, PullLimits limits)
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedPage> _pages = [];
    private readonly List<PullRemark> _gaps = [];
    private readonly List<PullRemark> _notes = [];
    private readonly List<PulledPart> _parts = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>The pages so far.</summary>
    public IReadOnlyList<ReceivedPage> Pages
    {
        get
        {
            lock (_gate)
            {
                return [.. _pages];
            }
        }
    }

    public CompletenessRecord Completeness
    {
        get
        {
            lock (_gate)
            {
                return new CompletenessRecord
                {
                    Gaps = [.. _gaps.Order(ByScope)],
                    Notes = [.. _notes.Order(ByScope)],
                    Parts = [.. _parts.OrderBy(static part => part.Scope, StringComparer.Ordinal)],
                };
            }
        }
    }

    private static IComparer<PullRemark> ByScope { get; } =
        Comparer<PullRemark>.Create(static (x, y) => string.CompareOrdinal(x.Scope + " " + x.Code, y.Scope + " " + y.Code));

    /// <summary>Records something that may be missing.</summary>
    public void Gap(string code, string scope, string text) => Add(_gaps, code, scope, text);

    /// <summary>Records something that is not missing.</summary>
    public void Note(string code, string scope, string text) => Add(_notes, code, scope, text);

    public void Part(PulledPart part)
    {
        lock (_gate)
        {
            _parts.Add(part);
        }
    }

    /// <summary>Takes a page in; null when a limit is reached, which is then recorded.</summary>
    public ReceivedPage? Take(string scope, FhirReply reply, string mediaType)
    {
        string name;
        lock (_gate)
        {
            if (_pages.Count >= limits.MaxPages)
            {
                Gap(PullCodes.PageLimit, scope, $"{scope}: the limit of {limits.MaxPages} pages was reached; the rest is missing. Raise Limits:MaxPages.");
                return null;
            }

            if (_bytes + reply.Content.Length > limits.MaxBytes)
            {
                Gap(PullCodes.ByteLimit, scope, $"{scope}: the limit of {limits.MaxBytes} bytes was reached; the rest is missing. Raise Limits:MaxBytes.");
                return null;
            }

            _bytes += reply.Content.Length;
            int number = _numbers[scope] = _numbers.GetValueOrDefault(scope) + 1;
            name = $"{server} {scope} page {number:0000}";
        }

        var record = new RecordPage(name, mediaType, reply.ReceivedAt, reply.Content) { Url = reply.Address.OriginalString };
        var received = new ReceivedPage(record, FhirPageReader.Read(record));
        if (reply.Repeats > 0)
        {
            Note(PullCodes.Repeated, scope, $"{scope}: requests had to be repeated.");
        }

        lock (_gate)
        {
            _pages.Add(received);
        }

        return received;
    }

    public void Release()
    {
        lock (_gate)
        {
            _pages.Clear();
        }
    }

    private void Add(List<PullRemark> list, string code, string scope, string text)
    {
        var remark = new PullRemark(code, scope, text);
        lock (_gate)
        {
            if (!list.Contains(remark))
            {
                list.Add(remark);
            }
        }
    }
}
