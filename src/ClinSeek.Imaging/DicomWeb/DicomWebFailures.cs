using System.Net;
using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>The failures of an exchange with an archive, by name. None holds an address, a UID or a word of the answer.</summary>
internal static class DicomWebFailures
{
    public static FilmFailure Of(HttpStatusCode status) => (int)status switch
    {
        401 => new(FilmFailureKind.Denied, "the archive does not accept the credentials (401)", "Check Authorization of this server; for Azure, that this identity has the role DICOM Data Reader"),
        403 => new(FilmFailureKind.Denied, "the archive does not permit the request (403)", "Give this program's identity the right to read; for Azure, the role DICOM Data Reader"),
        404 or 410 => new(FilmFailureKind.NotFound, "the archive does not hold what was asked for (404)", "Check that the study was sent to this archive, and that BaseUrl holds its whole path (for Azure with /v2)"),
        406 or 415 => new(FilmFailureKind.NotAcceptable, $"the archive cannot give the film in the form asked for ({(int)status})", "Convert the film in the archive, or let it render it"),
        408 or 429 or 503 => new(FilmFailureKind.Unreachable, $"the archive is busy ({(int)status})", "Ask again later"),
        >= 500 => new(FilmFailureKind.Unreachable, $"the archive failed ({(int)status})", "Ask again later, and look into the archive's log"),
        _ => new(FilmFailureKind.BadAnswer, $"the archive answered {(int)status}", "Check BaseUrl of this server"),
    };

    public static FilmFailure Bad(string what) => new(FilmFailureKind.BadAnswer, what, "Check that BaseUrl is the root of a DICOMweb service");

    public static FilmFailure Cut() => new(FilmFailureKind.Truncated, "the archive's answer ends before it should", "Ask again later");

    public static FilmFailure TooLong(TimeSpan limit) =>
        new(FilmFailureKind.Unreachable, $"the archive took longer than {limit.TotalSeconds:0.#} s to answer", "Raise Limits:RequestTimeout of this server");

    public static FilmFailure NoConnection() =>
        new(FilmFailureKind.Unreachable, "the connection to the archive failed or was cut", "Check the address and the network");

    public static FilmFailure Refused(string message) => new(FilmFailureKind.Denied, message.TrimEnd('.'), "Mend the settings of this server");

    public static FilmFailure TooLarge(int limit) =>
        new(FilmFailureKind.TooLarge, $"an answer of the archive is above the limit of {limit} bytes and was not taken", "Raise Limits:MaxBytes of this server");
}
