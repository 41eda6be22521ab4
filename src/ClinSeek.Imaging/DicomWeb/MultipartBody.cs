using System.Net.Http.Headers;
using ClinSeek.Imaging.Decoding;
using Microsoft.AspNetCore.WebUtilities;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>The payloads of an answer, which comes in parts, or as one payload where parts were asked for.</summary>
internal static class MultipartBody
{
    private const int MostParts = 10_000;

    public static async Task<FilmResult<IReadOnlyList<DicomWebPart>>> ReadAsync(DicomWebReply reply, CancellationToken cancellationToken)
    {
        if (reply.ContentType?.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true)
        {
            return reply.Content.Length == 0
                ? DicomWebFailures.Bad("the archive's answer is empty")
                : new DicomWebPart[] { new(reply.ContentType?.MediaType ?? string.Empty, reply.Parameter("transfer-syntax"), reply.Content) };
        }

        if (reply.Parameter("boundary") is not { Length: > 0 } boundary) return DicomWebFailures.Bad("the archive's answer comes in parts and does not name their boundary");
        var parts = new List<DicomWebPart>();
        try
        {
            // Of the traps that parts hold, the reader knows all but one: quoted boundaries, preambles, parts without a length,
            // and pixels that look like line ends.
            var reader = new MultipartReader(boundary, new MemoryStream(reply.Content)) { HeadersLengthLimit = 64 * 1024 };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (parts.Count == MostParts) return DicomWebFailures.Bad($"the archive's answer has more than {MostParts} parts");
                parts.Add(await ReadAsync(section, cancellationToken));
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return DicomWebFailures.Cut();
        }

        return parts.Count == 0 ? DicomWebFailures.Bad("the archive's answer has no parts") : parts;
    }

    private static async Task<DicomWebPart> ReadAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content, cancellationToken);
        MediaTypeHeaderValue? type = MediaTypeHeaderValue.TryParse(section.ContentType, out MediaTypeHeaderValue? parsed) ? parsed : null;
        return new DicomWebPart(type?.MediaType ?? string.Empty, DicomWebReply.Parameter(type, "transfer-syntax"), content.ToArray());
    }
}
