using System.Xml.Linq;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>One page of a listing.</summary>
/// <param name="Names">The blobs' names; where folders were asked for, those of the folders, each ending with a slash.</param>
/// <param name="Next">The marker of the next page, or null on the last one.</param>
internal sealed record BlobPage(IReadOnlyList<string> Names, string? Next)
{
    /// <summary>Reads the answer to <c>List Blobs</c>.</summary>
    /// <exception cref="System.Xml.XmlException">It is none.</exception>
    public static BlobPage Read(Stream answer)
    {
        XElement root = XDocument.Load(answer).Root!;
        string[] names =
        [
            .. root.Element("Blobs")?.Elements()
                .Where(static entry => entry.Name == "Blob" || entry.Name == "BlobPrefix")
                .Select(static entry => (string?)entry.Element("Name"))
                .OfType<string>() ?? [],
        ];
        return new BlobPage(names, (string?)root.Element("NextMarker") is { Length: > 0 } marker ? marker : null);
    }
}
