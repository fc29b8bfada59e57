using System.Text;

namespace RemoteAssist.Benchmarks.Workloads;

/// <summary>Text with the letters, lengths and rhythm of English, the same in every run.</summary>
/// <param name="seed">Which.</param>
internal sealed class Prose(int seed)
{
    private static readonly string[] Words =
        ("the of and to in is that for it was on are as with they at be this from have or by one had not but what all were when we there can an your "
        + "which their said if do will each about how up out them then she many some so these would other into has more her two like him see time could no make "
        + "than first been its who now people my made over did down only way find use may water long little very after words called just where most know "
        + "customer printer invoice window account password screen network number report server cable driver folder letter account office folder question morning "
        + "because through between sentence important different following sometimes remember").Split(' ');

    private int _at;

    /// <summary>A sentence.</summary>
    public string Sentence()
    {
        var text = new StringBuilder();
        int words = 5 + Next(11);
        for (int i = 0; i < words; i++)
        {
            string word = Words[Next(Words.Length)];
            text.Append(i == 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word);
            if (i == words - 1) text.Append('.');
            else text.Append(i > 2 && Next(9) == 0 ? ", " : " ");
        }

        return text.ToString();
    }

    /// <summary>A paragraph without a line's end.</summary>
    public string Paragraph() => string.Join(' ', Enumerable.Range(0, 4 + Next(4)).Select(_ => Sentence()));

    /// <summary>Whole sentences of about so many letters.</summary>
    public string Letters(int least)
    {
        var text = new StringBuilder(Sentence());
        while (text.Length < least) text.Append(' ').Append(Sentence());
        return text.ToString();
    }

    /// <summary>A number from 0, below <paramref name="end"/>.</summary>
    public int Next(int end) => (int)(Noise.At(_at++, 0, seed) * end);
}
