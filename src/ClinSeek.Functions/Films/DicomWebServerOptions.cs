using System.ComponentModel.DataAnnotations;
using ClinSeek.Ehr.Fhir;
using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>One archive of films.</summary>
public sealed class DicomWebServerOptions
{
    private const string AzureHost = ".dicom.azurehealthcareapis.com";

    /// <summary>The root of its DICOMweb service, such as <c>https://NAME.dicom.azurehealthcareapis.com/v2</c>. Needs https, but for loopback.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Further hosts that its redirects may lead to (<c>host</c> or <c>host:port</c>). They never get its token.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>How the archive is convinced.</summary>
    public AuthorizationOptions Authorization { get; set; } = new();

    /// <summary>How much an exchange may take.</summary>
    public DicomWebLimits Limits { get; set; } = new();

    /// <summary>Whether studies that name no endpoint are looked for here, by study UID and accession number. Default true.</summary>
    public bool Search { get; set; } = true;

    /// <summary>Its rules, as the sources of records hold them.</summary>
    internal FhirServerOptions Guard => new()
    {
        BaseUrl = BaseUrl,
        AllowedHosts = AllowedHosts,
        Authorization = IsAzure && Authorization is { Kind: AuthorizationKind.Entra, Scope: null }
            // Azure's archives share one audience, whatever their host.
            ? new AuthorizationOptions { Kind = AuthorizationKind.Entra, Scope = "https://dicom.healthcareapis.azure.com/.default" }
            : Authorization,
    };

    private bool IsAzure => Uri.TryCreate(BaseUrl, UriKind.Absolute, out Uri? address) && address.Host.EndsWith(AzureHost, StringComparison.OrdinalIgnoreCase);

    internal IEnumerable<string> Problems(string section)
    {
        foreach (string problem in Guard.Problems(section))
        {
            yield return problem.Replace("https://ehr.example/fhir/R4", "https://archive.example/dicom-web", StringComparison.Ordinal);
        }

        if (IsAzure && new Uri(BaseUrl).AbsolutePath.Trim('/').Split('/')[0] is not ['v', >= '1' and <= '9', ..])
        {
            yield return $"{section}:BaseUrl lacks the version that Azure's DICOM service demands; write it as https://NAME{AzureHost}/v2.";
        }

        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(
            Limits, new ValidationContext(Limits), problems, validateAllProperties: true);
        foreach (ValidationResult problem in problems)
        {
            yield return $"{section}:Limits: {problem.ErrorMessage}";
        }
    }
}
