using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>
/// What a film says about itself, without anything of the patient: no name, no number, no date. UIDs tie it to an
/// ImagingStudy; code strings are null unless they keep to the standard's alphabet.
/// </summary>
/// <param name="StudyInstanceUid">(0020,000D), null where absent or not a UID.</param>
/// <param name="SeriesInstanceUid">(0020,000E).</param>
/// <param name="SopInstanceUid">(0008,0018).</param>
/// <param name="TransferSyntaxUid">(0002,0010), or the one guessed for a file without it.</param>
/// <param name="Modality">(0008,0060), such as CR or DX.</param>
/// <param name="BodyPart">(0018,0015), such as CHEST.</param>
/// <param name="ViewPosition">(0018,5101), such as PA.</param>
/// <param name="PhotometricInterpretation">(0028,0004).</param>
/// <param name="Rows">(0028,0010), 0 where absent.</param>
/// <param name="Columns">(0028,0011), 0 where absent.</param>
/// <param name="Frames">(0028,0008), 1 where absent.</param>
public sealed record DicomHeader(
    string? StudyInstanceUid,
    string? SeriesInstanceUid,
    string? SopInstanceUid,
    string TransferSyntaxUid,
    string? Modality,
    string? BodyPart,
    string? ViewPosition,
    string? PhotometricInterpretation,
    int Rows,
    int Columns,
    int Frames)
{
    /// <summary>
    /// Reads the head of a Part 10 file, compressed ones included; pixels are not looked at. Any bytes give a value: garbage
    /// gives a failure with cause and remedy, never an exception.
    /// </summary>
    public static FilmResult<DicomHeader> Read(ReadOnlyMemory<byte> file)
    {
        FilmResult<DataSet> read = DataSetReader.Read(file);
        return read.Succeeded ? From(read.Value) : read.Failure;
    }

    internal static DicomHeader From(DataSet elements) => new(
        elements.Uid(DicomTag.StudyInstanceUid),
        elements.Uid(DicomTag.SeriesInstanceUid),
        elements.Uid(DicomTag.SopInstanceUid),
        elements.TransferSyntaxUid,
        elements.Code(DicomTag.Modality),
        elements.Code(DicomTag.BodyPartExamined),
        elements.Code(DicomTag.ViewPosition),
        elements.Code(DicomTag.PhotometricInterpretation),
        elements.Integer(DicomTag.Rows) ?? 0,
        elements.Integer(DicomTag.Columns) ?? 0,
        elements.IntegerString(DicomTag.NumberOfFrames) ?? 1);
}
