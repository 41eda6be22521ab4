namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>Keeps a token until shortly before it ends; many requests at once ask for a new one only once.</summary>
internal abstract class CachedAccessToken(TimeProvider time) : IAccessTokenSource, IDisposable
{
    /// <summary>Before this, a token is renewed: clocks differ, and a request takes its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private AccessToken? _token;

    protected TimeProvider Time => time;

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (Good(_token) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Good(_token) is { } renewed)
            {
                return renewed;
            }

            _token = await FetchAsync(cancellationToken);
            return _token.Value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Refused(string token)
    {
        // Only the token that was refused: another request may have renewed it already.
        if (_token is { } current && current.Value == token)
        {
            Interlocked.CompareExchange(ref _token, null, current);
        }
    }

    public virtual void Dispose() => _gate.Dispose();

    protected abstract Task<AccessToken> FetchAsync(CancellationToken cancellationToken);

    private string? Good(AccessToken? token)
    {
        if (token is null)
        {
            return null;
        }

        // Tokens shorter than twice the margin would never be good.
        TimeSpan margin = token.Lifetime < 2 * Margin ? token.Lifetime / 4 : Margin;
        return time.GetUtcNow() < token.FetchedAt + token.Lifetime - margin ? token.Value : null;
    }

    /// <summary>A token and how long it lasts.</summary>
    protected sealed record AccessToken(string Value, DateTimeOffset FetchedAt, TimeSpan Lifetime);
}
