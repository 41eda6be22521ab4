namespace ClinSeek.Ehr.Fhir;

/// <summary>What can be said of a pull. The codes are kept with cases and do not change their meaning.</summary>
public static class PullCodes
{
    /// <summary>A file, page or line could not be read as FHIR.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The patient is not there.</summary>
    public const string PatientMissing = "patient-missing";

    /// <summary>The patient was deleted at the source.</summary>
    public const string PatientDeleted = "patient-deleted";

    /// <summary>The record goes on under another Patient resource.</summary>
    public const string PatientReplaced = "patient-replaced";

    /// <summary>The same person has other Patient resources, which are not read.</summary>
    public const string PatientLinked = "patient-linked";

    /// <summary>The server did not apply a search parameter; its answer was filtered here.</summary>
    public const string ParameterDropped = "parameter-dropped";

    /// <summary>The server says that it answered another search than the one asked.</summary>
    public const string ParameterChanged = "parameter-changed";

    /// <summary>The server neither confirms nor denies a search parameter; its answer fits it.</summary>
    public const string ParameterUnconfirmed = "parameter-unconfirmed";

    /// <summary>The server gave fewer resources than it says there are.</summary>
    public const string ResultCapped = "result-capped";

    /// <summary>A limit on pages was reached.</summary>
    public const string PageLimit = "page-limit";

    /// <summary>A limit on bytes was reached.</summary>
    public const string ByteLimit = "byte-limit";

    /// <summary>A limit on single reads was reached.</summary>
    public const string ReadLimit = "read-limit";

    /// <summary>Next links that come back to a page already read, or go on without bringing anything new.</summary>
    public const string EndlessPages = "endless-pages";

    /// <summary>An address that may not be asked: another host, no TLS, a private network.</summary>
    public const string HostRefused = "host-refused";

    /// <summary>A part that the source does not offer.</summary>
    public const string NotOffered = "not-offered";

    /// <summary>The server refused the credentials or the access.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The server throttled the client for longer than the client may wait.</summary>
    public const string Throttled = "throttled";

    /// <summary>The server refused the request or failed at it.</summary>
    public const string ServerError = "server-error";

    /// <summary>The answer was no FHIR JSON.</summary>
    public const string NotFhir = "not-fhir";

    /// <summary>The connection could not be made or was cut, each time that it was tried.</summary>
    public const string Connection = "connection";

    /// <summary>The answer took too long.</summary>
    public const string Timeout = "timeout";

    /// <summary>A referenced resource or file is gone from the source.</summary>
    public const string Gone = "gone";

    /// <summary>Versions as of the cut-off could not be had; current ones stand in their place.</summary>
    public const string VersionsMissing = "versions-missing";

    /// <summary>The source reports resources that were deleted.</summary>
    public const string Deletions = "deletions";

    /// <summary>Resources of other patients were among the answers and were left out.</summary>
    public const string OtherPatients = "other-patients";

    /// <summary>A request had to be repeated.</summary>
    public const string Repeated = "repeated";

    /// <summary>Another way than the first one was taken.</summary>
    public const string FellBack = "fell-back";
}
