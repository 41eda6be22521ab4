using System.Collections.Frozen;

namespace ClinSeek.Knowledge.Privacy;

/// <summary>Words of postal addresses and of titles that name no place and no person.</summary>
internal static class AddressWords
{
    public static FrozenSet<string> Common { get; } = new[]
    {
        "street", "road", "avenue", "lane", "drive", "court", "place", "square", "apt", "apartment", "suite", "unit", "floor", "house",
        "north", "south", "east", "west", "upper", "lower", "st", "rd", "ave", "dr", "mr", "mrs", "ms", "miss", "prof", "jr", "sr", "ii", "iii",
        "de", "da", "di", "la", "le", "el", "al", "van", "von", "der", "den", "and", "of", "the", "in", "on", "at", "or",
    }.ToFrozenSet(StringComparer.Ordinal);
}
