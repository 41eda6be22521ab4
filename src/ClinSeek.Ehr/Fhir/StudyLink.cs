namespace ClinSeek.Ehr.Fhir;

/// <summary>How an imaging study of the record is found in an archive of films.</summary>
/// <param name="Study"><c>ImagingStudy/id</c>.</param>
/// <param name="Endpoints">The endpoints that the study and its series name, in their order.</param>
/// <param name="AccessionNumbers">From the study, its orders and its reports. Identifiers: never logged.</param>
public sealed record StudyLink(string Study, IReadOnlyList<EndpointLink> Endpoints, IReadOnlyList<string> AccessionNumbers);
