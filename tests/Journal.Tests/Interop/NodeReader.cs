using Gateway.Tests.Interop;

namespace Gateway.Journal.Tests.Interop;

/// <summary>A few lines of JavaScript that walk the frames, and npm's @msgpack/msgpack for the payloads.</summary>
static class NodeReader
{
    const string Script = """
        const { decode } = require('@msgpack/msgpack');
        const bytes = require('fs').readFileSync(process.argv[2]);
        for (let at = bytes.readUInt16LE(10); at + 4 <= bytes.length && bytes.readUInt32LE(at) > 0;) {
          const length = bytes.readUInt32LE(at);
          const values = decode(bytes.subarray(at + 28, at + length), { useBigInt64: true });
          console.log([bytes.readBigInt64LE(at + 8), bytes.readBigInt64LE(at + 16), bytes[at + 24], ...values].map(String).join('|'));
          at += (length + 7) & ~7;
        }
        """;

    /// <summary>A line per frame: sequence, time, kind and the payload's values, separated by bars. Skips the test where node or npm is missing.</summary>
    internal static string[] Read(string segment) => Node.Run(Script, segment).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
