using System.Net.Http.Headers;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>What is sent to be stored, and what an archive says of it.</summary>
internal static class StoreBody
{
    public static HttpContent Of(IReadOnlyList<ReadOnlyMemory<byte>> files)
    {
        var body = new MultipartContent("related");
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        foreach (ReadOnlyMemory<byte> file in files)
        {
            body.Add(new ReadOnlyMemoryContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/dicom") } });
        }

        return body;
    }

    public static StoreOutcome? Read(byte[] content)
    {
        if (DicomJson.Parse(content) is not [{ } answer]) return null;
        StoreFailure[] failures = [.. answer.Sequence(DicomWebTag.FailedSopSequence).Select(static item =>
        {
            int reason = item.WholeNumber(DicomWebTag.FailureReason) ?? 0;
            return new StoreFailure(item.Uid(DicomWebTag.ReferencedSopInstanceUid), reason, StoreFailure.Meaning(reason));
        })];
        IEnumerable<string?> stored = answer.Sequence(DicomWebTag.ReferencedSopSequence).Select(static item => item.Uid(DicomWebTag.ReferencedSopInstanceUid));
        IEnumerable<string?> known = failures.Where(static failure => failure.Reason == StoreFailure.Duplicate).Select(static failure => failure.InstanceUid);
        return new StoreOutcome([.. stored.Concat(known).OfType<string>()], [.. failures.Where(static failure => failure.Reason != StoreFailure.Duplicate)]);
    }
}
