using System.Net;
using System.Net.Http.Headers;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>An answer of an archive, read to its end.</summary>
/// <param name="Status">The status.</param>
/// <param name="ContentType">The media type with its parameters; null where none was given or it cannot be read.</param>
/// <param name="Content">The body.</param>
internal sealed record DicomWebReply(HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Content)
{
    public string? Parameter(string name) => Parameter(ContentType, name);

    /// <summary>A parameter of a media type, its quotes taken off.</summary>
    public static string? Parameter(MediaTypeHeaderValue? type, string name) => type?.Parameters
        .FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
}
