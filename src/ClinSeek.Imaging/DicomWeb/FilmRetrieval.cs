using ClinSeek.Imaging.Decoding;
using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>
/// Brings a study's film out of an archive, by the way that changes it least: a frame as stored, the instance as stored, a frame
/// that the archive transcodes, a picture that it renders. Each step is taken only where the one before gave nothing readable.
/// </summary>
public sealed class FilmRetrieval(DicomWebClient archive)
{
    private const int MostSeries = 20;

    /// <summary>The film of a study.</summary>
    /// <param name="study">Study instance UID.</param>
    /// <param name="cancellationToken">Stops the exchange.</param>
    public async Task<FilmResult<RetrievedFilm>> RetrieveAsync(string study, CancellationToken cancellationToken)
    {
        if (!DicomJson.IsUid(study)) return new FilmFailure(FilmFailureKind.NotFound, "the study's UID in the record is none", "Mend the identifiers of the record");
        FilmResult<DicomJson> chosen = await ChooseAsync(study, cancellationToken);
        if (!chosen.Succeeded) return chosen.Failure;
        DicomJson film = chosen.Value;
        var notes = new List<string>();
        if (film.WholeNumber(DicomTag.NumberOfFrames) is { } frames and > 1) notes.Add($"the instance has {frames} frames; the first was taken");

        FilmFailure? last = null;
        foreach (RetrievalPath path in Ways(film))
        {
            FilmResult<byte[]> content = await TakeAsync(path, study, film, cancellationToken);
            if (content.Succeeded) return new RetrievedFilm(content.Value, path, study, notes);
            last = content.Failure;
            notes.Add($"{path}: {last.Cause}");
            // An archive that is away, or that says no, says so to every other way too.
            if (last.Kind is FilmFailureKind.Unreachable or FilmFailureKind.Denied) break;
        }

        return last!;
    }

    private async Task<FilmResult<DicomJson>> ChooseAsync(string study, CancellationToken cancellationToken)
    {
        FilmResult<IReadOnlyList<DicomJson>> series = await archive.SearchSeriesAsync(study, cancellationToken);
        if (!series.Succeeded) return series.Failure;
        string[] radiographs = [.. series.Value
            .Where(static item => FilmChoice.IsRadiograph(item.Text(DicomTag.Modality)))
            .Select(static item => item.Uid(DicomTag.SeriesInstanceUid)).OfType<string>().Take(MostSeries)];
        if (radiographs.Length == 0)
        {
            return series.Value.Count == 0
                ? new FilmFailure(FilmFailureKind.NotFound, "the archive does not hold the study", "Check that the study was sent to this archive")
                : new FilmFailure(FilmFailureKind.NoPixels, "the study holds no radiograph", "Ask for a study of modality DX or CR");
        }

        var instances = new List<DicomJson>();
        foreach (string uid in radiographs)
        {
            FilmResult<IReadOnlyList<DicomJson>> metadata = await archive.MetadataAsync(study, uid, cancellationToken: cancellationToken);
            if (!metadata.Succeeded) return metadata.Failure;
            instances.AddRange(metadata.Value);
        }

        return FilmChoice.Best(instances) is { } best ? best : new FilmFailure(FilmFailureKind.NoPixels, "the study's series hold no image", "Ask for a study of modality DX or CR");
    }

    private static RetrievalPath[] Ways(DicomJson film) => Part10Writer.Suffices(film)
        ? [RetrievalPath.Frame, RetrievalPath.Instance, RetrievalPath.TranscodedFrame, RetrievalPath.Rendered]
        // A look-up table is in the file and not in the metadata: a frame alone would be shown wrongly.
        : [RetrievalPath.Instance, RetrievalPath.Rendered];

    private async Task<FilmResult<byte[]>> TakeAsync(RetrievalPath path, string study, DicomJson film, CancellationToken cancellationToken)
    {
        string series = film.Uid(DicomTag.SeriesInstanceUid)!;
        string instance = film.Uid(DicomTag.SopInstanceUid)!;
        switch (path)
        {
            case RetrievalPath.Frame:
                return Assemble(film, await archive.FramesAsync(study, series, instance, [1], "*", cancellationToken), Stored(film));
            case RetrievalPath.TranscodedFrame:
                return Assemble(film, await archive.FramesAsync(study, series, instance, [1], TransferSyntax.ExplicitLittleEndian, cancellationToken), TransferSyntax.ExplicitLittleEndian);
            case RetrievalPath.Instance:
                FilmResult<DicomWebPart> file = await archive.InstanceAsync(study, series, instance, "*", cancellationToken);
                if (!file.Succeeded) return file.Failure;
                FilmResult<DicomHeader> header = DicomHeader.Read(file.Value.Content);
                if (!header.Succeeded) return header.Failure;
                return header.Value.SopInstanceUid != instance
                    ? DicomWebFailures.Bad("the archive gave another instance than was asked for")
                    : Readable(header.Value.TransferSyntaxUid) is { } refusal ? refusal : file.Value.Content;
            default:
                FilmResult<DicomWebPart> picture = await archive.RenderedAsync(study, series, instance, "image/png", cancellationToken);
                // The standard makes archives render JPEG; PNG is a favour.
                if (picture.Failure?.Kind is FilmFailureKind.NotAcceptable or FilmFailureKind.BadAnswer)
                {
                    picture = await archive.RenderedAsync(study, series, instance, "image/jpeg", cancellationToken);
                }

                if (!picture.Succeeded) return picture.Failure;
                return FormatSniffer.Sniff(picture.Value.Content) is FilmFormat.Png or FilmFormat.Jpeg
                    ? picture.Value.Content
                    : DicomWebFailures.Bad("what the archive rendered is neither PNG nor JPEG");
        }
    }

    /// <summary>The transfer syntax that the archive says the instance is stored in; null where it does not say.</summary>
    private static string? Stored(DicomJson film) => film.Uid(DicomWebTag.AvailableTransferSyntaxUid);

    private static FilmResult<byte[]> Assemble(DicomJson film, FilmResult<IReadOnlyList<DicomWebPart>> parts, string? assumed)
    {
        if (!parts.Succeeded) return parts.Failure;
        DicomWebPart frame = parts.Value[0];
        string syntax = frame.TransferSyntaxUid is { } named && named != "*" ? named : assumed ?? Guess(frame);
        if (Readable(syntax) is { } refusal) return refusal;
        if (TransferSyntax.IsNative(syntax))
        {
            long wanted = (long)film.WholeNumber(DicomTag.Rows)!.Value * film.WholeNumber(DicomTag.Columns)!.Value
                * film.WholeNumber(DicomTag.BitsAllocated)!.Value / 8 * (film.WholeNumber(DicomTag.SamplesPerPixel) ?? 1);
            // Servers pad a frame to an even length, and no more.
            if (frame.Content.Length < wanted) return DicomWebFailures.Cut();
            if (frame.Content.Length > wanted + 1) return DicomWebFailures.Bad("a frame is longer than its rows and columns");
        }

        return Part10Writer.Write(film, syntax, frame.Content);
    }

    /// <summary>The transfer syntax of a frame that nothing names.</summary>
    private static string Guess(DicomWebPart frame) => frame.MediaType switch
    {
        "image/jpeg" => TransferSyntax.JpegBaseline,
        "image/jp2" or "image/jpx" or "image/j2c" => "1.2.840.10008.1.2.4.90",
        "image/jls" or "image/x-jls" => "1.2.840.10008.1.2.4.80",
        "image/dicom-rle" or "image/x-dicom-rle" => TransferSyntax.Rle,
        _ when FormatSniffer.Sniff(frame.Content) == FilmFormat.Jpeg => TransferSyntax.JpegBaseline,
        _ => TransferSyntax.ExplicitLittleEndian,
    };

    private static FilmFailure? Readable(string syntax) =>
        TransferSyntax.IsNative(syntax) || TransferSyntax.IsDecoded(syntax) ? null : TransferSyntax.Refuse(syntax);
}
