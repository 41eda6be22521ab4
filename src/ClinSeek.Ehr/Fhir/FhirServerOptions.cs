using System.ComponentModel.DataAnnotations;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Bulk;
using ClinSeek.Ehr.Fhir.Rest;

namespace ClinSeek.Ehr.Fhir;

/// <summary>One FHIR R4 server.</summary>
public sealed class FhirServerOptions
{
    /// <summary>The base address, such as <c>https://ehr.example/fhir/R4</c>. Needs https, but for loopback.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>How a patient's record is asked for. Default: as the server's capability statement says.</summary>
    public RetrievalMode Mode { get; set; }

    /// <summary>Further hosts that the server's next links, documents and export files may lie on (<c>host</c> or <c>host:port</c>). They never get its token.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>How the server is convinced.</summary>
    public AuthorizationOptions Authorization { get; set; } = new();

    /// <summary>How the bulk export is asked for, where Mode is Bulk.</summary>
    public BulkOptions Bulk { get; set; } = new();

    /// <summary>How much a pull may take.</summary>
    public PullLimits Limits { get; set; } = new();

    /// <summary>The base address, ending in a slash; null when it is none.</summary>
    public Uri? Base => Uri.TryCreate(BaseUrl.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    /// <summary>What is wrong with the options of a server, each with its remedy.</summary>
    public IEnumerable<string> Problems(string section)
    {
        if (Base is not { } address)
        {
            yield return $"{section}:BaseUrl is not an http or https address; write it as https://ehr.example/fhir/R4.";
        }
        else if (!HostPolicy.IsSecure(address) && !address.IsLoopback)
        {
            yield return $"{section}:BaseUrl is not encrypted; only servers on this machine may be asked without https.";
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            yield return $"{section}:BaseUrl holds credentials, a query or a fragment; give the bare address, and credentials under Authorization.";
        }

        if (AllowedHosts.Any(static host => host.Contains('/', StringComparison.Ordinal) || host.Contains('*', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(host)))
        {
            yield return $"{section}:AllowedHosts names something that is no host; write host or host:port, without wildcards.";
        }

        foreach (string problem in Authorization.Problems(section + ":Authorization").Concat(Bulk.Problems(section)).Concat(LimitProblems(Limits, section)))
        {
            yield return problem;
        }
    }

    internal static IEnumerable<string> LimitProblems(PullLimits limits, string section)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(limits, new ValidationContext(limits), problems, validateAllProperties: true);
        foreach (ValidationResult problem in problems)
        {
            yield return $"{section}:Limits: {problem.ErrorMessage}";
        }

        if (limits.RetryDelay <= TimeSpan.Zero || limits.MaxRetryDelay < limits.RetryDelay || limits.RequestTimeout <= TimeSpan.Zero || limits.ExportTimeout <= TimeSpan.Zero)
        {
            yield return $"{section}:Limits: RetryDelay, MaxRetryDelay, RequestTimeout and ExportTimeout must be positive, and MaxRetryDelay not below RetryDelay.";
        }
    }
}
