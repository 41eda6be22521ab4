namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>A fixed token, or the content of a file that something else renews.</summary>
internal sealed class BearerToken(string? token, string? file) : IAccessTokenSource
{
    private string? _read;

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            return token;
        }

        if (_read is { } known)
        {
            return known;
        }

        try
        {
            return _read = (await File.ReadAllTextAsync(file!, cancellationToken)).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new AccessTokenException("The token file of the server cannot be read. Check TokenFile and its permissions.", unreadable);
        }
    }

    public void Refused(string refused) => _read = null;
}
