namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>Gives access tokens for one server. Safe for use by many requests at once; tokens are kept in memory only.</summary>
public interface IAccessTokenSource
{
    /// <summary>A token that is still good, or null where the server is spoken to without one.</summary>
    /// <exception cref="AccessTokenException">No token could be had.</exception>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Says that the server refused a token, so that the next call gets a new one.</summary>
    void Refused(string token);
}
