using Xunit;

namespace RemoteAssist.ProtocolTests.Fuzz;

public sealed class FuzzTests
{
    private const int ChangesOfEach = 60;

    public static TheoryData<FuzzTarget> Targets => [.. Enum.GetValues<FuzzTarget>()];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_decoder_has_a_reader_and_a_corpus(FuzzTarget target)
    {
        Assert.True(FuzzTargets.Readers.ContainsKey(target), $"{target} has no reader.");
        Assert.NotEmpty(FuzzCorpus.Of(target));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_decoder_survives_its_corpus_and_what_is_like_it(FuzzTarget target)
    {
        Action<byte[]> read = FuzzTargets.Readers[target];
        List<byte[]> corpus = FuzzCorpus.Of(target);
        uint state = 2_463_534_242;
        foreach (byte[] seed in corpus)
        {
            Survives(read, seed);
            for (int i = 0; i < ChangesOfEach; i++) Survives(read, Changed(seed, corpus, ref state));
        }
    }

    private static void Survives(Action<byte[]> read, byte[] bytes)
    {
        try
        {
            read(bytes);
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.GetType().Name} from {Convert.ToBase64String(bytes)}: {exception}");
        }
    }

    // Cut, spliced with another, or with some bytes of it changed, most often to the values at the edges.
    private static byte[] Changed(byte[] seed, List<byte[]> corpus, ref uint state)
    {
        byte[] bytes = [.. seed];
        switch (Below(ref state, 6))
        {
            case 0:
                return bytes[..Below(ref state, bytes.Length + 1)];
            case 1:
                byte[] other = corpus[Below(ref state, corpus.Count)];
                return [.. bytes[..Below(ref state, bytes.Length + 1)], .. other[Below(ref state, other.Length + 1)..]];
            default:
                for (int i = Below(ref state, 5); i >= 0 && bytes.Length > 0; i--)
                {
                    byte[] edges = [0, 1, 0x7F, 0x80, 0xFF, (byte)Below(ref state, 256)];
                    bytes[Below(ref state, bytes.Length)] = edges[Below(ref state, edges.Length)];
                }

                return bytes;
        }
    }

    private static int Below(ref uint state, int bound)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (int)(state % (uint)bound);
    }
}
