namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>For servers that are open.</summary>
internal sealed class NoAccessToken : IAccessTokenSource
{
    public static NoAccessToken Instance { get; } = new();

    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public void Refused(string token)
    {
        // There is none to replace.
    }
}
