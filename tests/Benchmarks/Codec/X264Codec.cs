using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using RemoteAssist.Benchmarks.Clips;

namespace RemoteAssist.Benchmarks.Codec;

/// <summary>
/// For comparison: H.264 by x264 with its settings for low delay, through ffmpeg, which gets the frames that changed something. Its processor time
/// is that of the encoding calls alone, on one thread, without the conversion to YUV.
/// </summary>
internal sealed partial class X264Codec : ICodec
{
    private readonly string _directory = Directory.CreateTempSubdirectory("remoteassist-x264-").FullName;
    private readonly Process _encoder;
    private readonly Task<string> _words;
    private readonly int _width, _height;
    private int _frames;

    public X264Codec(Footage footage)
    {
        (_width, _height) = (footage.Width, footage.Height);
        _encoder = Start(
            "-benchmark_all", "-f", "rawvideo", "-pix_fmt", "bgr0", "-video_size", $"{_width}x{_height}", "-framerate", $"{footage.Fps}", "-i", "pipe:0",
            "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-crf", "23", "-threads", "1", "-pix_fmt", "yuv420p",
            "-vstats_file", Path.Join(_directory, "stats"), "-f", "matroska", Encoded);
        _words = _encoder.StandardError.ReadToEndAsync();
    }

    public string Name => "x264";

    private string Encoded => Path.Join(_directory, "clip.mkv");

    public void Frame(Footage footage)
    {
        _encoder.StandardInput.BaseStream.Write(MemoryMarshal.AsBytes(footage.Pixels.AsSpan()));
        _frames++;
    }

    public CodecResult Finish(Footage footage)
    {
        string words = End(_encoder, _words);
        List<long> bytes = [.. Size().Matches(File.ReadAllText(Path.Join(_directory, "stats"))).Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        // A call that brings no packet follows each that does and takes no time.
        List<double> cpu = [.. Encoding().Matches(words).Select(Micros).OrderDescending().Take(_frames).Select(micros => micros / 1000)];
        return new CodecResult(bytes, cpu, [], 0, LastPicture());
    }

    public void Dispose()
    {
        if (!_encoder.HasExited) _encoder.Kill();
        _encoder.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private uint[] LastPicture()
    {
        using Process decoder = Start("-i", Encoded, "-vf", $"select=eq(n\\,{_frames - 1}),format=bgr0,crop={_width}:{_height}:0:0", "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "bgr0", "pipe:1");
        decoder.StandardInput.Close();
        Task<string> words = decoder.StandardError.ReadToEndAsync();
        var picture = new uint[_width * _height];
        decoder.StandardOutput.BaseStream.ReadExactly(MemoryMarshal.AsBytes(picture.AsSpan()));
        _ = End(decoder, words);
        for (int i = 0; i < picture.Length; i++) picture[i] &= 0xFFFFFF;
        return picture;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-hide_banner", "-nostats", "-y", .. arguments]) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("ffmpeg did not start.");
    }

    private static string End(Process process, Task<string> words)
    {
        process.StandardInput.Close();
        process.WaitForExit();
        string said = words.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"ffmpeg failed: {said}");
    }

    private static double Micros(Match call) => double.Parse(call.Groups[1].Value, CultureInfo.InvariantCulture) + double.Parse(call.Groups[2].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"f_size=\s*(\d+)")]
    private static partial Regex Size();

    [GeneratedRegex(@"bench:\s+(\d+) user\s+(\d+) sys\s+\d+ real encode_video")]
    private static partial Regex Encoding();
}
