namespace ClinSeek.Reasoning.Likelihood.Packs;

/// <summary>A numeric observation and how it is found.</summary>
/// <param name="Key">Its key in the pack.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Loinc">Its LOINC codes, the usual one first.</param>
/// <param name="Unit">The unit that bands and formulas are written in.</param>
/// <param name="Analyte">Chooses the unit conversions.</param>
/// <param name="Panel">Quantities of one panel are looked up by one query.</param>
/// <param name="WindowHours">How long before the record's last entry (at most the cut-off) a value still counts.</param>
/// <param name="Samples">How many of the latest values are read.</param>
/// <param name="Names">Display texts that identify rows without any code, or null.</param>
public sealed record PackQuantity(
    string Key, string Name, IReadOnlyList<string> Loinc, string Unit, string Analyte, string Panel, int WindowHours, int Samples,
    IReadOnlyList<string>? Names = null);
