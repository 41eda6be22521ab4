namespace ClinSeek.Ehr.Fhir;

/// <summary>How an imaging study, or the study that a report is over, is found in an archive of films.</summary>
/// <param name="Study"><c>ImagingStudy/id</c>; <c>DiagnosticReport/id</c> where the record holds a report and no study.</param>
/// <param name="Endpoints">The endpoints that the study and its series name, in their order; of a report the addresses it links to.</param>
/// <param name="AccessionNumbers">From the study, its orders and its reports. Identifiers: never logged.</param>
public sealed record StudyLink(string Study, IReadOnlyList<EndpointLink> Endpoints, IReadOnlyList<string> AccessionNumbers)
{
    /// <summary>The DICOM study UID that the study or the report gives; null where it gives none.</summary>
    public string? StudyUid { get; init; }
}
